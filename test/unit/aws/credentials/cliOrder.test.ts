import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createCodeArtifact } from '../../../../src/aws/aws';
import type { Connection } from '../../../../src/core/connection';
import { inAnHour, type Cloud } from '../cloud';
import { patience, region } from '../coordinates';
import { printing } from '../credentialKinds';
import { failing } from '../failing';
import { withCloud } from '../withCloud';
import type { World } from '../world';

const role = 'arn:aws:iam::111122223333:role/dev';
const session = `[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = ${region}\n`;
const ssoRole = 'sso_account_id = 111122223333\nsso_role_name = Dev\n';
const legacySso = `sso_start_url = https://corp.awsapps.com/start\nsso_region = ${region}\n${ssoRole}`;
const keys = (id: string): string => `aws_access_key_id = ${id}\naws_secret_access_key = s\n`;

interface OrderCase {
  readonly what: string;
  readonly config?: string;
  readonly credentials?: string;
  readonly caller: string;
  /** The access keys that STS was called with. */
  readonly assumedBy?: readonly string[];
  readonly sessionToken?: string;
  readonly profile?: string;
}

describe('the credentials of a profile, in the order of the AWS CLI', () => {
  let world: World;
  let cloud: Cloud;
  withCloud(given => ({ world, cloud } = given));

  const signIn = (id: string): void => {
    const name = createHash('sha1').update(id).digest('hex');
    const content = { accessToken: 'sso-access', expiresAt: inAnHour() };
    world.write(`.aws/sso/cache/${name}.json`, JSON.stringify(content));
  };
  const connect = (profile = 'p') => {
    for (const id of ['corp', 'My Corp Ltd', 'https://corp.awsapps.com/start']) signIn(id);
    const connection: Connection = { kind: 'profile', profile, region };
    return createCodeArtifact(connection, world.options({ approved: cloud.approved }));
  };

  const cases: readonly OrderCase[] = [
    {
      what: 'SSO beside stale keys that a tool copied',
      config: `[profile p]\nsso_session = corp\n${ssoRole}${session}`,
      credentials: `[p]\n${keys('ASIASTALE')}aws_session_token = stale`,
      caller: 'AKIDSSO',
    },
    {
      what: 'SSO beside a credential_process',
      config: `[profile p]\n${legacySso}credential_process = no-such-program`,
      caller: 'AKIDSSO',
    },
    {
      what: 'an sso-session with a quoted name',
      config: `[profile p]\nsso_session = My Corp Ltd\n${ssoRole}${session.replace('corp', "'My Corp Ltd'")}`,
      caller: 'AKIDSSO',
    },
    {
      what: 'keys of the credentials file beside a process',
      config: '[profile p]\ncredential_process = no-such-program',
      credentials: `[p]\n${keys('AKIDFILE')}`,
      caller: 'AKIDFILE',
    },
    {
      what: 'an sso-session without a role beside keys',
      config: `[profile p]\nsso_session = corp\n${keys('AKIDCONFIG')}${session}`,
      caller: 'AKIDCONFIG',
    },
    {
      what: 'a role beside keys',
      config: `[profile p]\nrole_arn = ${role}\nsource_profile = b\n${keys('AKIDOWN')}[profile b]\n${keys('AKIDBASE')}`,
      caller: 'AKIDROLE',
      assumedBy: ['AKIDBASE'],
    },
    {
      what: 'a source profile whose keys end the chain',
      config:
        `[profile p]\nrole_arn = ${role}/app\nsource_profile = base\n` +
        `[profile base]\nrole_arn = ${role}/base\nsource_profile = root\n${keys('AKIDBASE')}` +
        `[profile root]\n${keys('AKIDROOT')}`,
      caller: 'AKIDROLE',
      assumedBy: ['AKIDBASE'],
    },
    {
      what: 'a chain of two roles',
      config:
        `[profile p]\nrole_arn = ${role}/app\nsource_profile = base\n` +
        `[profile base]\nrole_arn = ${role}/base\nsource_profile = root\n` +
        `[profile root]\n${keys('AKIDROOT')}`,
      caller: 'AKIDROLE',
      assumedBy: ['AKIDROOT', 'AKIDROLE'],
    },
    {
      what: 'a duration that is not a number, which is ignored',
      config: `[profile p]\nrole_arn = ${role}\nsource_profile = b\nduration_seconds = 1h\n[profile b]\n${keys('AKIDBASE')}`,
      caller: 'AKIDROLE',
      assumedBy: ['AKIDBASE'],
    },
    {
      what: 'a token under its old name',
      credentials: `[p]\n${keys('ASIASAML')}aws_security_token = old-name`,
      caller: 'ASIASAML',
      sessionToken: 'old-name',
    },
    {
      what: 'no token of the other file',
      config: '[profile p]\naws_session_token = another',
      credentials: `[p]\n${keys('AKIDFILE')}`,
      caller: 'AKIDFILE',
      sessionToken: '',
    },
    {
      what: 'keys with comments behind them',
      credentials:
        '[p]\naws_access_key_id = AKIDNOTE # the one of June\naws_secret_access_key = s ; keep',
      caller: 'AKIDNOTE',
    },
    {
      what: 'a profile that is indented',
      config: `[profile p]\n    s3 =\n        x = 20\n    region = ${region}\n${keys('AKIDINDENT').replace(/^/gm, '    ')}`,
      caller: 'AKIDINDENT',
    },
    {
      what: 'a profile with `profile` in its name',
      credentials: `[profile dev]\n${keys('AKIDWORD')}`,
      profile: 'profile dev',
      caller: 'AKIDWORD',
    },
  ];
  for (const { what, config, credentials, caller, assumedBy, sessionToken, profile } of cases)
    it(`are of ${what}`, async () => {
      world.config(config ?? '');
      world.credentials(credentials ?? '');
      const api = connect(profile);
      await api.domains(undefined, patience);
      api.dispose();
      assert.deepEqual(cloud.callers, [caller]);
      const sources = cloud
        .asked('sts')
        .map(({ headers }) => /Credential=(\w+)/.exec(headers.authorization ?? '')?.[1]);
      assert.deepEqual(sources, assumedBy ?? []);
      const sent = cloud.asked('codeartifact')[0]?.headers['x-amz-security-token'];
      if (sessionToken !== undefined) assert.equal(sent ?? '', sessionToken);
    });

  for (const argument of ['team #1', 'a ; b'])
    it(`are of a process that gets ${argument} in quotes`, async () => {
      const content = { Version: 1, AccessKeyId: 'AKIDWHOLE', SecretAccessKey: 's' };
      printing(world, '');
      const script = world.write(
        'check.js',
        `process.stdout.write(process.argv[2] === ${JSON.stringify(argument)} ? '${JSON.stringify(content)}' : '')`,
      );
      world.config(
        `[profile p]\ncredential_process = "${process.execPath}" "${script}" "${argument}"`,
      );
      await connect().domains(undefined, patience);
      assert.deepEqual(cloud.callers, ['AKIDWHOLE']);
    });

  const refusals: [
    what: string,
    config: string,
    code: Parameters<typeof failing>[0],
    why: RegExp,
  ][] = [
    [
      'both kinds of source',
      `[profile p]\nrole_arn = ${role}\nsource_profile = b\ncredential_source = Environment\n[profile b]\n${keys('A')}`,
      'credentials-invalid',
      /both source_profile and credential_source/,
    ],
    [
      'a role without a source',
      `[profile p]\nrole_arn = ${role}`,
      'no-credentials',
      /source_profile or credential_source is missing/,
    ],
    [
      'itself as source without keys',
      `[profile p]\nrole_arn = ${role}\nsource_profile = p`,
      'no-credentials',
      /its own source_profile/,
    ],
    [
      'a loop, although one of it has keys',
      `[profile p]\nrole_arn = ${role}\nsource_profile = q\n${keys('A')}[profile q]\nrole_arn = ${role}\nsource_profile = p`,
      'credentials-invalid',
      /p → q → p/,
    ],
    [
      'a source profile with a credential_source but no role',
      `[profile p]\nrole_arn = ${role}\nsource_profile = q\n[profile q]\ncredential_source = EcsContainer`,
      'no-credentials',
      /no source of credentials/,
    ],
  ];
  for (const [what, config, code, why] of refusals)
    it(`are refused for ${what}`, async () => {
      world.config(config);
      await assert.rejects(connect().domains(undefined, patience), failing(code, undefined, why));
      assert.equal(cloud.server.requests.length, 0);
    });

  it('come from the files of paths with variables', async () => {
    world.write('my/config', `[profile p]\n${keys('AKIDVARIABLE')}`);
    world.set({ AWS_CONFIG_FILE: '$HOME/my/config', AWS_SHARED_CREDENTIALS_FILE: '${NO_SUCH}/x' });
    await connect().domains(undefined, patience);
    assert.deepEqual(cloud.callers, ['AKIDVARIABLE']);
  });

  it('come from the profile of AWS_DEFAULT_PROFILE', async () => {
    world.config(`[profile dev]\n${keys('AKIDDEV')}`);
    world.set({ AWS_DEFAULT_PROFILE: 'dev' });
    const connection: Connection = { kind: 'default', region };
    const api = createCodeArtifact(connection, world.options({ approved: cloud.approved }));
    await api.domains(undefined, patience);
    assert.deepEqual(cloud.callers, ['AKIDDEV']);
  });
});
