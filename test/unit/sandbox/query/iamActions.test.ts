import assert from 'node:assert/strict';
import type { SandboxServer } from '../../../../src/sandbox/sandboxServer';
import { withSandbox } from '../runningSandbox';
import { askIam, textOf, type AskOptions } from './askIam';

const policy = (...statements: object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
const allowAll = policy({ Effect: 'Allow', Action: 'iam:*', Resource: '*' });

const alice = { UserName: 'alice' };
const act = (Action: string, more: Readonly<Record<string, string>> = {}) => ({
  Action,
  ...alice,
  ...more,
});
const putPolicy = act('PutUserPolicy', { PolicyName: 'lesson', PolicyDocument: allowAll });

async function succeeds(
  sandbox: SandboxServer,
  form: Record<string, string>,
  options?: AskOptions,
) {
  const { status, xml } = await askIam(sandbox, form, options);
  assert.equal(status, 200, xml);
  return xml;
}

async function fails(
  sandbox: SandboxServer,
  form: Record<string, string>,
  [status, code, message]: readonly [status: number, code: string, message: RegExp],
  options?: AskOptions,
) {
  const answer = await askIam(sandbox, form, options);
  assert.deepEqual([answer.status, textOf(answer.xml, 'Code')], [status, code], answer.xml);
  assert.match(textOf(answer.xml, 'Message') ?? '', message);
  assert.equal(textOf(answer.xml, 'Type'), 'Sender');
}

/** Gives `use` a sandbox with the user `alice`. */
const withAlice = (use: (sandbox: SandboxServer) => Promise<void>) =>
  withSandbox(async ({ sandbox }) => {
    await succeeds(sandbox, act('CreateUser'));
    await use(sandbox);
  });

const noUser = [404, 'NoSuchEntity', /user with name alice cannot be found/] as const;

describe('the users of the sandbox', () => {
  it('are created, returned, listed and deleted', () =>
    withSandbox(async ({ sandbox }) => {
      await fails(sandbox, act('GetUser'), noUser);
      const made = await succeeds(sandbox, act('CreateUser'));
      assert.match(made, /^<CreateUserResponse><CreateUserResult><User><Path>\/<\/Path>/);
      assert.match(textOf(made, 'UserId') ?? '', /^AIDA[A-Z0-9]{17}$/);
      assert.equal(textOf(made, 'Arn'), 'arn:aws:iam::111122223333:user/alice');
      const created = textOf(made, 'CreateDate') ?? '';
      assert.match(created, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      assert.ok(Math.abs(Date.parse(created) - Date.now()) < 60_000);
      assert.ok(textOf(made, 'RequestId'));
      const shown = await succeeds(sandbox, act('GetUser'));
      assert.equal(textOf(shown, 'UserId'), textOf(made, 'UserId'));
      const list = await succeeds(sandbox, { Action: 'ListUsers' });
      assert.match(list, /<member>.*<UserName>alice<\/UserName>.*<UserName>sandbox<\/UserName>/);
      assert.equal(textOf(list, 'IsTruncated'), 'false');
      const again = [409, 'EntityAlreadyExists', /User with name alice already exists/] as const;
      await fails(sandbox, act('CreateUser'), again);
      await succeeds(sandbox, act('DeleteUser'));
      await fails(sandbox, act('GetUser'), noUser);
      await fails(sandbox, act('DeleteUser'), noUser);
    }));

  it('default to the caller', () =>
    withSandbox(async ({ sandbox }) =>
      assert.equal(textOf(await succeeds(sandbox, { Action: 'GetUser' }), 'UserName'), 'sandbox'),
    ));

  for (const name of ['a b', '', 'a/b', 'x'.repeat(65)])
    it(`are not called '${name.slice(0, 10)}'`, () =>
      withSandbox(({ sandbox }) =>
        fails(sandbox, act('CreateUser', { UserName: name }), [
          400,
          'ValidationError',
          /not valid/,
        ]),
      ));

  it('have inline policies', () =>
    withAlice(async sandbox => {
      const named = (Action: string, PolicyName = 'lesson') => act(Action, { PolicyName });
      const noPolicy = [404, 'NoSuchEntity', /user policy with name \w+ cannot be found/] as const;
      await fails(sandbox, named('GetUserPolicy'), noPolicy);
      await succeeds(sandbox, putPolicy);
      const got = await succeeds(sandbox, named('GetUserPolicy'));
      assert.equal(decodeURIComponent(textOf(got, 'PolicyDocument') ?? ''), allowAll);
      assert.deepEqual([textOf(got, 'UserName'), textOf(got, 'PolicyName')], ['alice', 'lesson']);
      await succeeds(sandbox, { ...putPolicy, PolicyName: 'other' });
      const list = () => succeeds(sandbox, act('ListUserPolicies'));
      assert.match(
        await list(),
        /<PolicyNames><member>lesson<\/member><member>other<\/member><\/PolicyNames>/,
      );
      await fails(sandbox, named('GetUserPolicy', 'toString'), noPolicy);
      await fails(sandbox, act('DeleteUser'), [409, 'DeleteConflict', /must delete policies/]);
      await succeeds(sandbox, named('DeleteUserPolicy', 'other'));
      assert.match(await list(), /<PolicyNames><member>lesson<\/member><\/PolicyNames>/);
      await succeeds(sandbox, named('DeleteUserPolicy'));
      await fails(sandbox, named('DeleteUserPolicy'), noPolicy);
      await succeeds(sandbox, act('DeleteUser'));
    }));

  it('cannot have malformed or unnamed policies', () =>
    withAlice(async sandbox => {
      const malformed = { ...putPolicy, PolicyDocument: policy({ Effect: 'Perhaps' }) };
      await fails(sandbox, malformed, [400, 'MalformedPolicyDocument', /./]);
      for (const name of ['PolicyName', 'PolicyDocument'])
        await fails(sandbox, { ...putPolicy, [name]: '' }, [
          ...([400, 'ValidationError', new RegExp(`parameter ${name} is missing`)] as const),
        ]);
      const nobody = { ...putPolicy, UserName: 'bob' };
      await fails(sandbox, nobody, [404, 'NoSuchEntity', /bob/]);
    }));

  it('have access keys that are valid until they are deleted', () =>
    withAlice(async sandbox => {
      await succeeds(sandbox, putPolicy);
      const key = await succeeds(sandbox, act('CreateAccessKey'));
      const [id = '', secret = ''] = ['AccessKeyId', 'SecretAccessKey'].map(it => textOf(key, it));
      assert.match(id, /^AKIA[A-Z0-9]{16}$/);
      assert.deepEqual([textOf(key, 'Status'), textOf(key, 'UserName')], ['Active', 'alice']);
      const list = await succeeds(sandbox, act('ListAccessKeys'));
      assert.equal(list.split('<AccessKeyId>').length, 2);
      assert.equal(textOf(list, 'AccessKeyId'), id);
      assert.doesNotMatch(list, /SecretAccessKey/);
      const asAlice = { accessKeyId: id, secretAccessKey: secret };
      const self = await succeeds(sandbox, { Action: 'GetUser' }, asAlice);
      assert.equal(textOf(self, 'UserName'), 'alice');
      await succeeds(sandbox, act('DeleteUserPolicy', { PolicyName: 'lesson' }));
      await fails(sandbox, act('DeleteUser'), [409, 'DeleteConflict', /access keys first/]);
      const remove = (AccessKeyId: string) => act('DeleteAccessKey', { AccessKeyId });
      const { accessKeyId: another } = sandbox.announcement;
      await fails(sandbox, remove(another), [404, 'NoSuchEntity', /cannot be found/]);
      await succeeds(sandbox, remove(id));
      await fails(sandbox, act('GetUser'), [403, 'InvalidClientTokenId', /invalid/], asAlice);
      await succeeds(sandbox, act('DeleteUser'));
      await fails(sandbox, act('CreateAccessKey'), noUser);
      await fails(sandbox, act('ListAccessKeys'), noUser);
    }));

  it('can do only what a policy allows', () =>
    withAlice(async sandbox => {
      const key = await succeeds(sandbox, act('CreateAccessKey'));
      const asAlice = {
        accessKeyId: textOf(key, 'AccessKeyId') ?? '',
        secretAccessKey: textOf(key, 'SecretAccessKey') ?? '',
      };
      const denied = (action: string, resource: string) =>
        [
          ...[403, 'AccessDenied'],
          new RegExp(`perform: iam:${action} on resource: arn:aws:iam::111122223333:${resource}`),
        ] as unknown as readonly [number, string, RegExp];
      await fails(sandbox, act('GetUser'), denied('GetUser', 'user/alice'), asAlice);
      await fails(sandbox, { Action: 'ListUsers' }, denied('ListUsers', 'user/'), asAlice);
      await fails(sandbox, putPolicy, denied('PutUserPolicy', 'user/alice'), asAlice);
      await succeeds(sandbox, putPolicy);
      await succeeds(sandbox, act('GetUser'), asAlice);
    }));
});

describe('the query API of the sandbox', () => {
  const refused: [
    what: string,
    form: Record<string, string>,
    options: AskOptions,
    answer: readonly [number, string, RegExp],
  ][] = [
    ['another action', { Action: 'ListRoles' }, {}, [400, 'InvalidAction', /operation ListRoles/]],
    ['an inherited name', { Action: 'toString' }, {}, [400, 'InvalidAction', /toString/]],
    [
      'another version of the API',
      { Action: 'GetUser', Version: '2000-01-01' },
      {},
      [400, 'InvalidAction', /GetUser/],
    ],
    [
      "another service's signature",
      { Action: 'GetUser' },
      { service: 'sts' },
      [403, 'SignatureDoesNotMatch', /scoped to correct service: 'iam'/],
    ],
    [
      "another region's signature",
      { Action: 'GetUser' },
      { region: 'eu-west-1' },
      [403, 'SignatureDoesNotMatch', /valid region/],
    ],
    [
      'a wrong secret',
      { Action: 'GetUser' },
      { secretAccessKey: 'wrong' },
      [403, 'SignatureDoesNotMatch', /does not match/],
    ],
  ];
  for (const [what, form, options, answer] of refused)
    it(`refuses ${what}`, () =>
      withSandbox(({ sandbox }) => fails(sandbox, form, answer, options)));

  it('refuses requests without a signature or with an incomplete one', () =>
    withSandbox(async ({ sandbox }) => {
      const { endpoint } = sandbox.announcement;
      for (const [headers, code] of [
        [{}, 'MissingAuthenticationToken'],
        [{ authorization: 'AWS4-HMAC-SHA256 nonsense' }, 'IncompleteSignature'],
      ] as const) {
        const body = new URLSearchParams({ Version: '2010-05-08', Action: 'GetUser' });
        const answer = await fetch(`${endpoint}/`, { method: 'POST', headers, body });
        assert.equal(answer.headers.get('content-type'), 'text/xml');
        assert.equal(textOf(await answer.text(), 'Code'), code);
      }
    }));

  it('accepts signatures for the global endpoint in every Region', () =>
    withSandbox(
      async ({ sandbox }) => {
        await succeeds(sandbox, { Action: 'GetUser' }, { region: 'us-east-1' });
        await succeeds(sandbox, { Action: 'GetUser' }, { region: 'eu-west-1' });
      },
      { region: 'eu-west-1' },
    ));

  it('escapes special characters in XML', () =>
    withSandbox(async ({ sandbox }) => {
      const { xml } = await askIam(sandbox, { Action: '<&>' });
      assert.match(xml, /operation &lt;&amp;&gt;</);
    }));
});
