import assert from 'node:assert/strict';
import { authorize } from '../../../../src/sandbox/iam/authorize';
import type { Service } from '../../../../src/sandbox/service';

const arn = (resource: string) => `arn:aws:codeartifact:us-east-1:111122223333:${resource}`;
const policy = (Effect: string, more: object = {}) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect, Action: 'codeartifact:*', Resource: '*', ...more }],
  });
const everyone = { Principal: '*' };

interface Policies {
  readonly user?: string;
  readonly domain?: string;
  readonly repository?: string;
}

/** Why the user may not do `action` on `resource`, or nothing. */
function refusal(policies: Policies, action: string, resource: string): string {
  const record = (document: string | undefined) =>
    document === undefined ? {} : { policy: { document, revision: 'r' } };
  const store = {
    keyValues: {
      get: () => ({ policies: policies.user === undefined ? {} : { p: policies.user } }),
    },
    domain: (name: string) => (name === 'demo' ? record(policies.domain) : undefined),
    repository: (id: { domain: string; repository: string }) =>
      id.domain === 'demo' && id.repository === 'one' ? record(policies.repository) : undefined,
  };
  const service = { store, account: '111122223333', region: 'us-east-1' } as unknown as Service;
  try {
    authorize(service, 'alice', [{ action: `codeartifact:${action}`, resource: arn(resource) }]);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('the policy of a resource', () => {
  const [allowed, denied] = [policy('Allow', everyone), policy('Deny', everyone)];
  const allows: [what: string, policies: Policies, action: string, resource: string][] = [
    ['a domain', { domain: allowed }, 'DescribeDomain', 'domain/demo'],
    ['a repository', { repository: allowed }, 'DescribeRepository', 'repository/demo/one'],
    ['its packages', { repository: allowed }, 'DescribePackage', 'package/demo/one/maven/g/p'],
  ];
  for (const [what, policies, action, resource] of allows)
    it(`allows calls on ${what}, or denies them`, () => {
      assert.equal(refusal(policies, action, resource), '');
      assert.match(refusal({}, action, resource), /because no identity-based policy allows the/);
      const deny = Object.fromEntries(Object.keys(policies).map(kind => [kind, denied]));
      assert.match(
        refusal({ user: policy('Allow'), ...deny }, action, resource),
        /with an explicit deny in a resource-based policy$/,
      );
    });

  const elsewhere: [what: string, policies: Policies, resource: string][] = [
    ['repositories by that of the domain', { domain: allowed }, 'repository/demo/one'],
    ['the domain by that of a repository', { repository: allowed }, 'domain/demo'],
    ['another repository', { repository: allowed }, 'repository/demo/two'],
    ['another domain', { domain: allowed }, 'domain/other'],
    ['what has no policies', { domain: allowed, repository: allowed }, 'package-group/demo/one'],
  ];
  for (const [what, policies, resource] of elsewhere)
    it(`does not allow ${what}`, () =>
      assert.match(refusal(policies, 'Describe', resource), /no identity-based policy allows/));

  it('never prevents changing it', () => {
    for (const [action, resource] of [
      ['PutDomainPermissionsPolicy', 'domain/demo'],
      ['PutRepositoryPermissionsPolicy', 'repository/demo/one'],
    ] as const)
      assert.equal(
        refusal({ user: policy('Allow'), domain: denied, repository: denied }, action, resource),
        '',
      );
    const get = ['GetDomainPermissionsPolicy', 'domain/demo'] as const;
    assert.match(refusal({ user: policy('Allow'), domain: denied }, ...get), /explicit deny/);
  });

  it('has no effect when it is not valid', () =>
    assert.match(refusal({ domain: '{' }, 'DescribeDomain', 'domain/demo'), /no identity-based/));

  it('is outweighed by a deny of the user', () =>
    assert.match(
      refusal({ user: policy('Deny'), domain: allowed }, 'DescribeDomain', 'domain/demo'),
      /with an explicit deny in an identity-based policy$/,
    ));
});
