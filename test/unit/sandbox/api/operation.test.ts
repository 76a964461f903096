import assert from 'node:assert/strict';
import { operations, findOperation } from '../../../../src/sandbox/api/operations';
import { PageTokens, takePage } from '../../../../src/sandbox/api/pageTokens';

const valid = { domain: 'demo', repository: 'one', format: 'maven', namespace: 'g', package: 'p' };

function problems(
  name: string,
  query: Record<string, string>,
  body: Record<string, unknown> = {},
): string {
  const operation = operations.find(it => it.name === name);
  assert.ok(operation);
  try {
    operation.prepare({ query: new URLSearchParams(query), header: () => undefined, body });
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('the table of operations', () => {
  it('has unique names and routes', () => {
    assert.equal(new Set(operations.map(it => it.name)).size, operations.length);
    for (const it of operations) assert.equal(findOperation(it.method, it.path), it);
    assert.equal(findOperation('GET', '/v1/nothing'), undefined);
  });
});

describe('validation', () => {
  const long = (length: number) => 'a'.repeat(length);
  const cases: [operation: string, query: Record<string, string>, problem: RegExp | ''][] = [
    ['DescribeDomain', { domain: 'ab' }, ''],
    [
      'DescribeDomain',
      {},
      /^1 validation error detected: Value at 'domain' .* Member must not be null$/,
    ],
    [
      'DescribeDomain',
      { domain: 'a' },
      /^2 validation errors detected: .*length greater than or equal to 2.*; .*pattern/,
    ],
    ['DescribeDomain', { domain: long(51) }, /length less than or equal to 50/],
    ['DescribeDomain', { domain: 'a-' }, /pattern: \[a-z\]\[a-z0-9\\-\]\{0,48\}\[a-z0-9\]$/],
    ['DescribeDomain', { domain: 'x\nab' }, /pattern/],
    ['DescribeDomain', { domain: 'ab', 'domain-owner': '12' }, /'domainOwner'/],
    ['DescribeRepository', { domain: 'ab', repository: 'A.b_c-1' }, ''],
    ['DescribeRepository', { domain: 'ab', repository: '.a' }, /'repository'/],
    ['DescribePackage', { ...valid, format: 'zip' }, /'format'.*enum value set: \[maven, generic,/],
    ['DescribePackage', { ...valid, package: 'a/b' }, /'package'/],
    ['DescribePackage', { ...valid, package: 'a b' }, /'package'/],
    ['DescribePackage', { ...valid, namespace: '#' }, /'namespace'/],
    ['DescribePackage', { ...valid, package: long(256) }, /255/],
    ['ListPackages', { ...valid, 'max-results': '1000' }, ''],
    ['ListPackages', { ...valid, 'max-results': '0' }, /greater than or equal to 1/],
    ['ListPackages', { ...valid, 'max-results': 'ten' }, /integer/],
    ['ListPackages', { ...valid, 'next-token': '' }, /'nextToken'/],
    ['GetAuthorizationToken', { domain: 'ab', duration: '43200' }, ''],
    ['GetAuthorizationToken', { domain: 'ab', duration: '-1' }, /'durationSeconds'/],
    ['GetRepositoryEndpoint', { ...valid, endpointType: 'ipv6' }, /'endpointType'/],
  ];
  for (const [name, query, problem] of cases)
    it(`${name} ${JSON.stringify(query).slice(0, 70)}`, () => {
      if (problem === '') assert.equal(problems(name, query), '');
      else assert.match(problems(name, query), problem);
    });

  const bodies: [operation: string, body: Record<string, unknown>, problem: RegExp | ''][] = [
    ['DeletePackageVersions', { versions: ['1'] }, ''],
    ['DeletePackageVersions', {}, /'versions'.*null/],
    ['DeletePackageVersions', { versions: Array.from({ length: 101 }, () => '1') }, /100/],
    ['DeletePackageVersions', { versions: [1] }, /'versions'/],
    ['DeletePackageVersions', { versions: ['1'], expectedStatus: 'Lost' }, /'expectedStatus'/],
    ['CreateRepository', { description: 'x'.repeat(1001) }, /'description'/],
    ['CreateRepository', { upstreams: [{ repositoryName: '.' }] }, /'upstreams'/],
    ['CreateRepository', { tags: [{ key: '', value: '' }] }, /'tags'/],
    ['PutRepositoryPermissionsPolicy', { policyDocument: 'x'.repeat(7169) }, /7168/],
    ['PutPackageOriginConfiguration', { restrictions: { publish: 'ALLOW' } }, /'restrictions'/],
    ['ListDomains', { maxResults: 1001 }, /1000/],
    ['ListDomains', { maxResults: 1.5 }, /integer/],
  ];
  for (const [name, body, problem] of bodies)
    it(`${name} with ${JSON.stringify(body).slice(0, 60)}`, () => {
      if (problem === '') assert.equal(problems(name, valid, body), '');
      else assert.match(problems(name, valid, body), problem);
    });
});

describe('PageTokens', () => {
  const tokens = new PageTokens('key');
  it('are valid only for their list', () => {
    const token = tokens.create('list', 'p#été');
    assert.equal(tokens.decode('list', token), 'p#été');
    assert.equal(tokens.decode('list', undefined), undefined);
    assert.match(token, /^\S{1,2000}$/);
    const others = [
      () => tokens.decode('other', token),
      () => new PageTokens('x').decode('list', token),
    ];
    for (const read of others) assert.throws(read, { type: 'ValidationException' });
    for (const nonsense of ['x', '', 'a.b', `${token}x`, token.slice(1)])
      assert.throws(() => tokens.decode('list', nonsense), { type: 'ValidationException' });
  });

  it('are returned only when another page follows', () => {
    const source = ['a', 'b', 'c'].map(it => [it, it] as const);
    assert.deepEqual(takePage(source, 2), { items: ['a', 'b'], last: 'b' });
    assert.deepEqual(takePage(source, 3), { items: ['a', 'b', 'c'] });
    assert.deepEqual(
      takePage(source, 1, it => it !== 'a'),
      { items: ['b'], last: 'b' },
    );
    assert.deepEqual(
      takePage(source, 2, it => it !== 'a'),
      { items: ['b', 'c'] },
    );
  });
});
