import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import { listProfiles } from '../../../../src/aws/aws';
import type { Profile } from '../../../../src/core/profile';
import { failing } from '../failing';
import { World } from '../world';

const role = 'arn:aws:iam::111122223333:role/dev';

describe('listProfiles', () => {
  let world: World;
  beforeEach(() => (world = new World()));
  afterEach(() => world.dispose());

  const plain = { needsMfa: false, temporary: false };
  const cases: [what: string, config: string, profile: Profile][] = [
    [
      'static keys',
      '[default]\nregion = eu-west-1\naws_access_key_id = A\naws_secret_access_key = S',
      { name: 'default', kind: 'static-keys', region: 'eu-west-1', ...plain },
    ],
    [
      'temporary keys',
      '[profile t]\naws_access_key_id=A\naws_secret_access_key=S\naws_session_token=T',
      { name: 't', kind: 'static-keys', needsMfa: false, temporary: true },
    ],
    [
      'an sso-session',
      '[profile s]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = r\n[sso-session corp]\nsso_region = eu-west-1',
      { name: 's', kind: 'sso-session', ssoSession: 'corp', ...plain },
    ],
    [
      'legacy SSO',
      '[profile l]\nsso_start_url = https://x.awsapps.com/start\nsso_region = eu-west-1',
      { name: 'l', kind: 'sso-legacy', ...plain },
    ],
    [
      'a login session',
      '[profile g]\nlogin_session = arn:aws:iam::111122223333:user/me',
      { name: 'g', kind: 'login-session', ...plain },
    ],
    [
      'a process',
      '[profile p]\ncredential_process = /bin/get --password hunter2',
      { name: 'p', kind: 'credential-process', ...plain },
    ],
    [
      'web identity',
      `[profile w]\nrole_arn = ${role}\nweb_identity_token_file = /token`,
      { name: 'w', kind: 'web-identity', ...plain },
    ],
    [
      'a role of this machine',
      `[profile m]\nrole_arn = ${role}\ncredential_source = Ec2InstanceMetadata`,
      { name: 'm', kind: 'assume-role', ...plain },
    ],
    [
      'nothing',
      '[profile n]\nregion = eu-north-1',
      {
        name: 'n',
        kind: 'incomplete',
        region: 'eu-north-1',
        ...plain,
      },
    ],
    [
      'half a key',
      '[profile h]\naws_access_key_id = A',
      { name: 'h', kind: 'incomplete', ...plain },
    ],
    [
      'CRLF and a byte order mark',
      '\ufeff[default]\r\nregion = eu-west-1\r\naws_access_key_id = A\r\naws_secret_access_key = S\r\n',
      { name: 'default', kind: 'static-keys', region: 'eu-west-1', ...plain },
    ],
  ];
  for (const [what, config, profile] of cases)
    it(`tells ${what}`, async () => {
      world.config(config);
      assert.deepEqual(await listProfiles(world.options()), [profile]);
    });

  it('follows a chain of roles to its sign-in and its MFA device', async () => {
    world.config(
      [
        `[profile b]\nrole_arn = ${role}\nsource_profile = c`,
        `[profile c]\nrole_arn = ${role}\nsource_profile = d\nmfa_serial = arn:aws:iam::1:mfa/me`,
        '[profile d]\nsso_session = corp',
        '[sso-session corp]\nsso_region = eu-west-1',
      ].join('\n'),
    );
    const [b, c, d] = await listProfiles(world.options());
    assert.deepEqual(b, {
      name: 'b',
      kind: 'assume-role',
      sourceProfile: 'c',
      ssoSession: 'corp',
      needsMfa: true,
      temporary: false,
    });
    assert.deepEqual([c?.needsMfa, d?.needsMfa], [true, false]);
  });

  it('survives profiles that name each other', async () => {
    world.config(
      `[profile x]\nrole_arn=${role}\nsource_profile=y\n[profile y]\nrole_arn=${role}\nsource_profile=x`,
    );
    assert.deepEqual(
      (await listProfiles(world.options())).map(({ name }) => name),
      ['x', 'y'],
    );
  });

  it('merges both files, the credentials file winning', async () => {
    world.config('[profile a]\nregion = eu-west-1');
    world.credentials('[a]\naws_access_key_id = A\naws_secret_access_key = S\n[b]\nregion=x-y-1');
    assert.deepEqual(
      (await listProfiles(world.options())).map(it => [it.name, it.kind, it.region]),
      [
        ['a', 'static-keys', 'eu-west-1'],
        ['b', 'incomplete', 'x-y-1'],
      ],
    );
  });

  it('reads the files that the environment names', async () => {
    const config = world.write('elsewhere/conf', '[profile e]\nregion = eu-west-1');
    const credentials = world.write('elsewhere/creds', '[f]\nregion = eu-west-1');
    world.set({ AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: credentials });
    assert.deepEqual(
      (await listProfiles(world.options())).map(({ name }) => name),
      ['e', 'f'],
    );
  });

  it('finds what was written a moment ago', async () => {
    assert.deepEqual(await listProfiles(world.options()), []);
    world.config('[profile new]\nregion = eu-west-1');
    assert.deepEqual(
      (await listProfiles(world.options())).map(({ name }) => name),
      ['new'],
    );
    world.config('[profile newer]\nregion = eu-west-1');
    assert.deepEqual(
      (await listProfiles(world.options())).map(({ name }) => name),
      ['newer'],
    );
  });

  it('says when a file cannot be read', async function () {
    if (process.getuid?.() === 0) {
      // To root every file is readable, so something else must be in the way.
      world.write('.aws/config/a-folder-here', '');
    } else {
      world.config('[default]');
      chmodSync(`${world.home}/.aws/config`, 0o000);
    }
    await assert.rejects(listProfiles(world.options()), failing('file-unreadable'));
  });
});
