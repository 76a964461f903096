import assert from 'node:assert/strict';
import { remediationFor, type Remediation } from '../../../src/permissions/remediation';
import { parseDenial, type Denial } from '../../../src/permissions/denial';

const me = '111122223333';
const role = `arn:aws:sts::${me}:assumed-role/dev/i-0123456789abcdef0`;
const token = 'codeartifact:GetAuthorizationToken';
const domain = `arn:aws:codeartifact:eu-west-1:${me}:domain/my-team`;
const refusal = (who: string, action: string, rest: string) =>
  `User: ${who} is not authorized to perform: ${action}${rest}`;
const on = (resource: string, tail: string) => ` on resource: ${resource} ${tail}`;
const none = (kind: string, action: string) => `because no ${kind} allows the ${action} action`;

interface Row {
  readonly shape: string;
  readonly message: string;
  readonly says: Partial<Omit<Denial, 'principal'>>;
  readonly who?: Partial<NonNullable<Denial['principal']>>;
  readonly cure: Remediation;
}

const rows: readonly Row[] = [
  {
    shape: 'a role without a policy',
    message: refusal(role, token, on(domain, none('identity-based policy', token))),
    says: { action: token, resource: domain, why: 'not-allowed', policy: 'identity' },
    who: { kind: 'role', name: 'dev', session: 'i-0123456789abcdef0', account: me },
    cure: { kind: 'identity' },
  },
  {
    shape: 'a user below a path, in GovCloud',
    message: refusal(
      `arn:aws-us-gov:iam::${me}:user/team/web/ann`,
      'codeartifact:ListDomains',
      on(`arn:aws-us-gov:codeartifact:us-gov-west-1:${me}:domain/*`, 'because it is so'),
    ),
    says: { why: 'untold' },
    who: { kind: 'user', name: 'ann', partition: 'aws-us-gov' },
    cure: { kind: 'identity' },
  },
  {
    shape: 'a role of IAM Identity Center',
    message: refusal(
      `arn:aws:sts::${me}:assumed-role/AWSReservedSSO_Java_Devs_0123456789abcdef/ann@example.org`,
      token,
      on(domain, none('identity-based policy', token)),
    ),
    says: { action: token },
    who: { kind: 'permission-set', name: 'Java_Devs', session: 'ann@example.org' },
    cure: { kind: 'identity' },
  },
  {
    shape: 'a federated user',
    message: refusal(`arn:aws:sts::${me}:federated-user/bob`, token, on(domain, '')),
    says: { why: 'untold' },
    who: { kind: 'federated', name: 'bob' },
    cure: { kind: 'identity' },
  },
  {
    shape: 'the bearer token',
    message: refusal(
      role,
      'sts:GetServiceBearerToken',
      on(
        `arn:aws:sts::${me}:assumed-role/dev`,
        none('identity-based policy', 'sts:GetServiceBearerToken'),
      ),
    ),
    says: { action: 'sts:GetServiceBearerToken' },
    cure: { kind: 'bearer-token' },
  },
  {
    shape: 'the root user, without a resource',
    message: refusal(`arn:aws:iam::${me}:root`, token, ''),
    says: { action: token },
    who: { kind: 'root', account: me },
    cure: { kind: 'root' },
  },
  {
    shape: 'an explicit deny of which AWS tells nothing',
    message: refusal(role, token, on(domain, 'with an explicit deny')),
    says: { why: 'denied', resource: domain },
    cure: { kind: 'lift-deny' },
  },
  ...(
    [
      ['an identity-based policy', 'identity'],
      ['a resource-based policy', 'resource'],
      ['a permissions boundary', 'boundary'],
      ['a session policy', 'session'],
      ['a service control policy', 'service-control'],
      ['a resource control policy', 'resource-control'],
      ['a VPC endpoint policy', 'vpc-endpoint'],
    ] as const
  ).map(([words, policy]): Row => ({
    shape: `an explicit deny in ${words}`,
    message: refusal(role, token, on(domain, `with an explicit deny in ${words}`)),
    says: { why: 'denied', policy },
    cure: { kind: 'lift-deny', policy },
  })),
  {
    shape: 'an explicit deny in a policy that is named',
    message: refusal(
      role,
      token,
      on(
        domain,
        'with an explicit deny in a service control policy: arn:aws:organizations::999900001111:policy/o-x/service_control_policy/p-1',
      ),
    ),
    says: {
      policyArn: 'arn:aws:organizations::999900001111:policy/o-x/service_control_policy/p-1',
    },
    cure: { kind: 'lift-deny', policy: 'service-control' },
  },
  ...(
    [
      ['permissions boundary', 'boundary'],
      ['session policy', 'session'],
      ['service control policy', 'service-control'],
      ['VPC endpoint policy', 'vpc-endpoint'],
    ] as const
  ).map(([words, policy]): Row => ({
    shape: `a ${words} that does not allow it`,
    message: refusal(role, token, on(domain, none(words, token))),
    says: { why: 'not-allowed', policy },
    cure: { kind: 'widen', policy },
  })),
  {
    shape: 'a repository of another account',
    message: refusal(
      role,
      'codeartifact:ReadFromRepository',
      on(
        'arn:aws:codeartifact:eu-west-1:999988887777:repository/other/my.repo',
        none('resource-based policy', 'codeartifact:ReadFromRepository'),
      ),
    ),
    says: { resource: 'arn:aws:codeartifact:eu-west-1:999988887777:repository/other/my.repo' },
    cure: { kind: 'cross-account', owner: '999988887777', on: 'repository' },
  },
  {
    shape: 'a domain of another account',
    message: refusal(
      role,
      token,
      on(
        'arn:aws:codeartifact:eu-west-1:999988887777:domain/other',
        none('resource-based policy', token),
      ),
    ),
    says: { policy: 'resource' },
    cure: { kind: 'cross-account', owner: '999988887777', on: 'domain' },
  },
];

describe('parseDenial and remediationFor', () => {
  for (const { shape, message, says, who, cure } of rows)
    it(shape, () => {
      const denial = parseDenial({ message });
      for (const [key, value] of Object.entries(says))
        assert.equal(denial[key as keyof typeof denial], value, key);
      for (const [key, value] of Object.entries(who ?? {}))
        assert.equal(denial.principal?.[key as keyof typeof denial.principal], value, key);
      assert.deepEqual(remediationFor(denial), cure);
    });

  it('falls back to the call for a refusal without words', () => {
    const denial = parseDenial({ message: 'no', operation: 'ListPackages', arn: domain });
    assert.deepEqual(denial, {
      action: 'codeartifact:ListPackages',
      resource: domain,
      why: 'untold',
    });
  });

  it('takes an ARN that ends a sentence', () => {
    const denial = parseDenial({ message: refusal(role, token, ` on resource: ${domain}.`) });
    assert.equal(denial.resource, domain);
  });

  // An expression that tries every split of such a text would not end within the limit of a test.
  it('comes to an end with hostile text', () => {
    const message = `User: ${'x '.repeat(50_000)}is not authorized to perform: `.repeat(5);
    assert.equal(parseDenial({ message }).why, 'untold');
  });
});
