import assert from 'node:assert/strict';
import { matchingEffects, matchesWildcard, parsePolicy } from '../../../../src/sandbox/iam/policy';

const account = '111122223333';
const alice = `arn:aws:iam::${account}:user/alice`;
const domain = `arn:aws:codeartifact:us-east-1:${account}:domain/demo`;
const asked = {
  principalArn: alice,
  account,
  action: 'codeartifact:DescribeDomain',
  resource: domain,
  context: { 'sts:AWSServiceName': 'codeartifact.amazonaws.com' },
};

const allow = { Effect: 'Allow', Action: '*', Resource: '*' };

function decide(statements: readonly object[], resourceBased = false): string[] {
  const policy = parsePolicy(
    JSON.stringify({ Version: '2012-10-17', Statement: statements }),
    resourceBased,
  );
  assert.ok(typeof policy !== 'string', 'not a policy');
  return [...matchingEffects(policy, asked)].sort();
}

describe('matchingEffects', () => {
  const cases: [what: string, statement: object, effects: string[]][] = [
    [
      'an exact action and resource',
      { ...allow, Action: asked.action, Resource: domain },
      ['Allow'],
    ],
    ['another action', { ...allow, Action: 'codeartifact:ListDomains' }, []],
    ['another resource', { ...allow, Resource: `${domain}s` }, []],
    ['an action in other capitals', { ...allow, Action: 'CodeArtifact:describedomain' }, ['Allow']],
    ['a resource in other capitals', { ...allow, Resource: domain.toUpperCase() }, []],
    [
      'wildcards',
      { ...allow, Action: 'codeartifact:Describe*', Resource: 'arn:aws:*:domain/de?o' },
      ['Allow'],
    ],
    ['a wildcard that needs a character', { ...allow, Resource: `${domain}?` }, []],
    ['lists', { ...allow, Action: ['a:b', asked.action], Resource: ['x', domain] }, ['Allow']],
    ['a Deny', { ...allow, Effect: 'Deny' }, ['Deny']],
    ['NotAction of another', { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }, ['Allow']],
    ['NotAction of this', { Effect: 'Allow', NotAction: 'codeartifact:*', Resource: '*' }, []],
    ['NotResource of another', { Effect: 'Deny', Action: '*', NotResource: 'x' }, ['Deny']],
    ['NotResource of this', { Effect: 'Deny', Action: '*', NotResource: domain }, []],
    ['a condition that holds', when('StringEquals', 'codeartifact.amazonaws.com'), ['Allow']],
    [
      'a condition with one of several',
      when('StringEquals', ['x', 'codeartifact.amazonaws.com']),
      ['Allow'],
    ],
    ['a condition that does not', when('StringEquals', 'other'), []],
    ['capitals in StringEquals', when('StringEquals', 'CodeArtifact.amazonaws.com'), []],
    [
      'StringEqualsIgnoreCase',
      when('StringEqualsIgnoreCase', 'CodeArtifact.amazonaws.com'),
      ['Allow'],
    ],
    ['StringLike', when('StringLike', '*.amazonaws.com'), ['Allow']],
    ['StringNotEquals', when('StringNotEquals', 'other'), ['Allow']],
    [
      'a key that the request has not',
      { ...allow, Condition: { StringEquals: { 'aws:x': 'y' } } },
      [],
    ],
    ['… IfExists', { ...allow, Condition: { StringEqualsIfExists: { 'aws:x': 'y' } } }, ['Allow']],
    [
      'Null of a key that is not there',
      { ...allow, Condition: { Null: { 'aws:x': 'true' } } },
      ['Allow'],
    ],
    ['an operator that is not known', when('DateGreaterThan', '2020'), []],
    [
      'two conditions of which one fails',
      {
        ...allow,
        Condition: {
          StringEquals: { 'sts:AWSServiceName': 'codeartifact.amazonaws.com', 'aws:x': 'y' },
        },
      },
      [],
    ],
  ];
  for (const [what, statement, wanted] of cases)
    it(`${what}: ${wanted.join() || 'nothing'}`, () =>
      assert.deepEqual(decide([statement]), wanted));

  const principals: [principal: unknown, applies: boolean][] = [
    ['*', true],
    [{ AWS: '*' }, true],
    [{ AWS: account }, false],
    [{ AWS: `arn:aws:iam::${account}:root` }, false],
    [{ AWS: alice }, true],
    [{ AWS: ['x', alice] }, true],
    [{ AWS: `arn:aws:iam::${account}:user/bob` }, false],
    [{ AWS: '999988887777' }, false],
    [{ Service: 'codebuild.amazonaws.com' }, false],
  ];
  for (const [principal, applies] of principals)
    it(`allowing ${JSON.stringify(principal)} ${applies ? 'allows' : 'does not allow'} the caller`, () =>
      assert.deepEqual(
        decide([{ ...allow, Principal: principal }], true),
        applies ? ['Allow'] : [],
      ));

  it('deny a whole account, but allow it only together with its own identity policies', () => {
    for (const AWS of [account, `arn:aws:iam::${account}:root`])
      assert.deepEqual(decide([{ ...allow, Effect: 'Deny', Principal: { AWS } }], true), ['Deny']);
  });
});

function when(operator: string, value: string | string[]): object {
  return { ...allow, Condition: { [operator]: { 'sts:awsServiceName': value } } };
}

describe('parsePolicy', () => {
  const wrong: [what: string, document: string, resourceBased: boolean, why: RegExp][] = [
    ['no JSON', '{', false, /JSON/],
    ['no object', '3', false, /object/],
    ['an unknown version', '{"Version":"2020-01-01","Statement":[]}', false, /Version/],
    ['no effect', '{"Statement":{"Action":"*","Resource":"*"}}', false, /Effect/],
    ['no action', '{"Statement":{"Effect":"Allow","Resource":"*"}}', false, /Action/],
    [
      'both actions',
      '{"Statement":{"Effect":"Allow","Action":"*","NotAction":"*","Resource":"*"}}',
      false,
      /Action/,
    ],
    ['no resource', '{"Statement":{"Effect":"Allow","Action":"*"}}', false, /Resource/],
    [
      'a number as action',
      '{"Statement":{"Effect":"Allow","Action":1,"Resource":"*"}}',
      false,
      /Action/,
    ],
    [
      'a principal of an identity',
      '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Principal":"*"}}',
      false,
      /Principal/,
    ],
    [
      'no principal of a resource',
      '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
      true,
      /Principal/,
    ],
  ];
  for (const [what, document, resourceBased, why] of wrong)
    it(`refuses ${what}`, () =>
      assert.match(JSON.stringify(parsePolicy(document, resourceBased)), why));
});

describe('matchesWildcard', () => {
  const cases: [pattern: string, text: string, fits: boolean][] = [
    ['*', '', true],
    ['a*c', 'abbc', true],
    ['a*c', 'abcd', false],
    ['a.c', 'abc', false],
    ['a?c', 'ac', false],
    ['**', 'x', true],
    ['a(b)*', 'a(b)c', true],
    ['*b*b', 'abcb', true],
    ['*?', '', false],
    ['', 'x', false],
  ];
  for (const [pattern, text, fits] of cases)
    it(`${pattern} and ${text}`, () => assert.equal(matchesWildcard(pattern, text), fits));

  it('stays fast with many stars', () => {
    const started = performance.now();
    assert.equal(matchesWildcard('*a'.repeat(60), `${'a'.repeat(400)}b`), false);
    assert.ok(performance.now() - started < 1000);
  });
});
