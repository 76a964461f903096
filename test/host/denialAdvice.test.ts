import assert from 'node:assert/strict';
import { Failure } from '../../src/core/failure';
import { advise } from '../../src/ui/errors/advice';
import { errorTable } from '../unit/aws/errorTable';

const me = '111122223333';
const role = `arn:aws:sts::${me}:assumed-role/dev/i-0123456789abcdef0`;
const token = 'codeartifact:GetAuthorizationToken';
const domain = `arn:aws:codeartifact:eu-west-1:${me}:domain/my-team`;

interface Row {
  readonly who?: string;
  readonly action?: string;
  readonly resource?: string;
  readonly because: string;
  readonly says: readonly RegExp[];
  readonly button: string;
}

const rows: readonly Row[] = [
  {
    because: `because no identity-based policy allows the ${token} action`,
    says: [
      /^The role dev is not allowed to do codeartifact:GetAuthorizationToken on the domain my-team\./,
      /identity policy lacks a statement/,
    ],
    button: 'codeartifact.showPolicy',
  },
  {
    who: `arn:aws:sts::${me}:assumed-role/AWSReservedSSO_Devs_0123456789abcdef/ann`,
    because: `because no identity-based policy allows the ${token} action`,
    says: [/^The permission set Devs/, /IAM Identity Center/],
    button: 'codeartifact.showPolicy',
  },
  {
    who: `arn:aws:sts::${me}:federated-user/bob`,
    because: 'because it is so',
    says: [/^The federated user bob/, /GetFederationToken/],
    button: 'codeartifact.showPolicy',
  },
  {
    action: 'sts:GetServiceBearerToken',
    resource: role,
    because: 'because no identity-based policy allows the sts:GetServiceBearerToken action',
    says: [/sts:AWSServiceName is codeartifact\.amazonaws\.com/, /a domain policy has no effect/],
    button: 'codeartifact.showPolicy',
  },
  {
    action: 'codeartifact:ReadFromRepository',
    resource: 'arn:aws:codeartifact:eu-west-1:999988887777:repository/other/releases',
    because: 'because no resource-based policy allows the codeartifact:ReadFromRepository action',
    says: [/on the repository other\/releases, which is account 999988887777's/, /Two policies/],
    button: 'codeartifact.showPolicy',
  },
  {
    who: `arn:aws:iam::${me}:root`,
    because: 'because it is so',
    says: [/^The root user gets no tokens/, /Connect as a role/],
    button: 'codeartifact.connect',
  },
  {
    because: 'with an explicit deny',
    says: [/explicit deny in some policy/, /session token/],
    button: 'codeartifact.copyDetails',
  },
  ...(
    [
      ['a service control policy', /SCP/, /AWS organization/],
      ['a resource control policy', /RCP/, /AWS organization/],
      ['a permissions boundary', /a permissions boundary/, /who sets the boundary/],
      ['a session policy', /policy of the session/, /another session policy/],
      ['a VPC endpoint policy', /policy of a VPC endpoint/, /who manages the VPC/],
      ['an identity-based policy', /an identity policy/, /take the deny out/],
      ['a resource-based policy', /permissions policy of the domain/, /take the deny out/],
    ] as const
  ).map(([words, where, whom]): Row => ({
    because: `with an explicit deny in ${words}`,
    says: [/No statement that allows can lift it/, where, whom],
    button: 'codeartifact.copyDetails',
  })),
  {
    because: `because no permissions boundary allows the ${token} action`,
    says: [/a permissions boundary sets a limit/],
    button: 'codeartifact.showPolicy',
  },
];

describe('what a refusal of AWS means', () => {
  for (const { who = role, action = token, resource = domain, because, says, button } of rows)
    it(`${who.split(':').at(-1) ?? ''}, ${action}, ${because}`, () => {
      const message = `User: ${who} is not authorized to perform: ${action} on resource: ${resource} ${because}`;
      const told = advise(new Failure('access-denied', 'my-team', { message }));
      for (const part of says) assert.match(told.message, part);
      assert.ok(told.message.length < 320, told.message);
      assert.equal(told.button?.command, button);
    });

  it('keeps words of AWS that it cannot read', () => {
    const details = { message: 'Nope.', operation: 'ListPackages', arn: domain };
    const { message } = advise(new Failure('access-denied', 'my-team', details));
    assert.match(
      message,
      /^Your identity is not allowed to do codeartifact:ListPackages on the domain my-team\..*\(Nope\.\)$/,
    );
  });

  it('shows names as they are', () => {
    const message = `User: arn:aws:iam::${me}:user/a\u202eb is not authorized to perform: ${token} on resource: ${domain}`;
    assert.match(advise(new Failure('access-denied', 'x', { message })).message, /a\\u\{202e\}b/);
  });

  for (const code of new Set(errorTable.map(it => it.code)))
    it(`${code}, which users meet, has a button`, () => {
      const { button } = advise(new Failure(code, 'the subject', { message: 'why' }));
      assert.ok(button);
    });
});
