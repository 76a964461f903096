import { createHash, generateKeyPairSync } from 'node:crypto';
import type { Connection } from '../../../src/core/connection';
import type { FailureCode } from '../../../src/core/failure';
import { inAnHour, jsonError, stsError, type Cloud } from './cloud';
import { region } from './coordinates';
import { json } from './stubServer';
import type { World } from './world';

/** A way to credentials: how it is set up, and how it goes wrong. */
export interface CredentialKind {
  readonly name: string;
  readonly connection: Connection;
  readonly setUp: (world: World, cloud: Cloud) => void;
  /** The access key that CodeArtifact then sees. */
  readonly caller: string;
  readonly faults: readonly Fault[];
}

/** One way in which it goes wrong, and the failure that it must end in. */
export interface Fault {
  readonly what: 'expired' | 'denied' | 'malformed' | 'hangs';
  readonly how: string;
  readonly break: (world: World, cloud: Cloud) => void;
  readonly code: FailureCode;
  readonly why?: RegExp;
}

const profile: Connection = { kind: 'profile', profile: 'p', region };
const chain: Connection = { kind: 'default', region };
const role = 'arn:aws:iam::111122223333:role/dev';
const past = '2020-01-01T00:00:00Z';

const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex');
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A command line that prints `answer`, on every system. */
export function printing(world: World, answer: string): string {
  const script = world.write('print.js', `process.stdout.write(${JSON.stringify(answer)})`);
  return `"${process.execPath}" "${script}" --password=hunter2`;
}

function script(world: World, source: string): string {
  return `"${process.execPath}" "${world.write('script.js', source)}" --password=hunter2`;
}

const processKeys = { Version: 1, AccessKeyId: 'AKIDPROC', SecretAccessKey: 's' };

const setProcess = (world: World, commandLine: string): void =>
  world.config(`[profile p]\ncredential_process = ${commandLine}`);

const setSso = (world: World, token: Record<string, unknown>, id = 'corp'): void => {
  world.write(`.aws/sso/cache/${sha1(id)}.json`, JSON.stringify(token));
};

const ssoToken = (expiresAt: string) => ({
  startUrl: 'https://corp.awsapps.com/start',
  region,
  accessToken: 'sso-access',
  expiresAt,
  clientId: 'client',
  clientSecret: 'client-secret',
  refreshToken: 'refresh',
});

const session = 'arn:aws:iam::111122223333:user/me';

const setLogin = (world: World, expiresAt: string): void => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const token = {
    accessToken: {
      accessKeyId: 'AKIDLOGIN',
      secretAccessKey: 's',
      sessionToken: 't',
      accountId: '111122223333',
      expiresAt,
    },
    tokenType: 'aws_sigv4',
    clientId: 'c',
    refreshToken: 'r',
    idToken: 'i',
    dpopKey: privateKey.export({ format: 'pem', type: 'sec1' }),
  };
  world.write(`.aws/login/cache/${sha256(session)}.json`, JSON.stringify(token));
};

const refusedByCodeArtifact: readonly Fault[] = [
  {
    what: 'expired',
    how: 'CodeArtifact says so',
    code: 'credentials-expired',
    break: (_, cloud) => {
      cloud.replies.codeartifact = jsonError(403, 'ExpiredTokenException');
    },
  },
  {
    what: 'denied',
    how: 'the key is not known',
    code: 'credentials-invalid',
    break: (_, cloud) => {
      cloud.replies.codeartifact = jsonError(403, 'UnrecognizedClientException');
    },
  },
  {
    what: 'hangs',
    how: 'CodeArtifact says nothing',
    code: 'timeout',
    break: (_, cloud) => {
      cloud.replies.codeartifact = cloud.hang;
    },
  },
];

const stsFaults: readonly Fault[] = [
  {
    what: 'expired',
    how: 'the source has expired',
    code: 'credentials-expired',
    break: (_, cloud) => {
      cloud.replies.sts = stsError(403, 'ExpiredToken', 'The security token is expired');
    },
  },
  {
    what: 'denied',
    how: 'the role may not be assumed',
    code: 'access-denied',
    why: /not authorized to perform: sts:AssumeRole/,
    break: (_, cloud) => {
      const message = `User: x is not authorized to perform: sts:AssumeRole on resource: ${role}`;
      cloud.replies.sts = stsError(403, 'AccessDenied', message);
    },
  },
  {
    what: 'malformed',
    how: 'STS gives nothing',
    code: 'bad-answer',
    break: (_, cloud) => {
      cloud.replies.sts = json(200, '<AssumeRoleResponse></AssumeRoleResponse>');
    },
  },
  {
    what: 'malformed',
    how: 'a proxy answers for STS',
    code: 'proxy-answered',
    break: (_, cloud) => {
      cloud.replies.sts = (_seen, response) =>
        response
          .writeHead(403, { 'content-type': 'text/html' })
          .end('<html><p>Sign in!<br></html>');
    },
  },
  {
    what: 'hangs',
    how: 'STS says nothing',
    code: 'timeout',
    break: (_, cloud) => {
      cloud.replies.sts = cloud.hang;
    },
  },
];

const ssoFaults: readonly Fault[] = [
  {
    what: 'denied',
    how: 'the portal refuses the sign-in',
    code: 'sign-in-needed',
    break: (_, cloud) => {
      cloud.replies.sso = jsonError(401, 'UnauthorizedException');
    },
  },
  {
    what: 'denied',
    how: 'the role is no longer assigned',
    code: 'access-denied',
    break: (_, cloud) => {
      cloud.replies.sso = jsonError(403, 'ForbiddenException', { message: 'No access' });
    },
  },
  {
    what: 'malformed',
    how: 'the portal gives nothing',
    code: 'bad-answer',
    break: (_, cloud) => {
      cloud.replies.sso = json(200, {});
    },
  },
  {
    what: 'malformed',
    how: 'a proxy answers for the portal',
    code: 'proxy-answered',
    break: (_, cloud) => {
      cloud.replies.sso = (_seen, response) => response.writeHead(200).end('<html>Sign in!');
    },
  },
  {
    what: 'hangs',
    how: 'the portal says nothing',
    code: 'timeout',
    break: (_, cloud) => {
      cloud.replies.sso = cloud.hang;
    },
  },
];

/** Every kind of credentials. */
export const credentialKinds: readonly CredentialKind[] = [
  {
    name: 'static keys',
    connection: profile,
    setUp: world => world.credentials('[p]\naws_access_key_id=AKIDSTATIC\naws_secret_access_key=s'),
    caller: 'AKIDSTATIC',
    faults: [
      ...refusedByCodeArtifact,
      {
        what: 'malformed',
        how: 'the secret is missing',
        code: 'no-credentials',
        break: world => world.credentials('[p]\naws_access_key_id=AKIDSTATIC'),
      },
      {
        what: 'malformed',
        how: 'the profile is gone',
        code: 'profile-missing',
        break: world => world.credentials('[q]\naws_access_key_id=AKIDSTATIC'),
      },
    ],
  },
  {
    name: 'static keys with a session token',
    connection: profile,
    setUp: world =>
      world.credentials(
        '[p]\naws_access_key_id=AKIDTEMP\naws_secret_access_key=s\naws_session_token=t',
      ),
    caller: 'AKIDTEMP',
    faults: refusedByCodeArtifact,
  },
  {
    name: 'keys in the environment',
    connection: chain,
    setUp: world => world.set({ AWS_ACCESS_KEY_ID: 'AKIDENV', AWS_SECRET_ACCESS_KEY: 's' }),
    caller: 'AKIDENV',
    faults: [
      ...refusedByCodeArtifact,
      {
        what: 'malformed',
        how: 'the secret is missing',
        code: 'no-credentials',
        break: world => world.set({ AWS_SECRET_ACCESS_KEY: '' }),
      },
    ],
  },
  {
    name: 'a role from a source profile',
    connection: profile,
    setUp: world =>
      world.config(
        `[profile p]\nrole_arn=${role}\nsource_profile=base\nexternal_id=x\n` +
          '[profile base]\naws_access_key_id=AKIDBASE\naws_secret_access_key=s',
      ),
    caller: 'AKIDROLE',
    faults: [
      ...stsFaults,
      {
        what: 'malformed',
        how: 'the source is missing',
        code: 'profile-missing',
        why: /source_profile of p/,
        break: world => world.config(`[profile p]\nrole_arn=${role}\nsource_profile=gone`),
      },
      {
        what: 'malformed',
        how: 'the profiles go in circles',
        code: 'credentials-invalid',
        why: /p → q → p/,
        break: world =>
          world.config(
            `[profile p]\nrole_arn=${role}\nsource_profile=q\n` +
              `[profile q]\nrole_arn=${role}\nsource_profile=p`,
          ),
      },
    ],
  },
  {
    name: 'a role from keys in the environment',
    connection: profile,
    setUp: world => {
      world.config(`[profile p]\nrole_arn=${role}\ncredential_source=Environment`);
      world.set({ AWS_ACCESS_KEY_ID: 'AKIDENV', AWS_SECRET_ACCESS_KEY: 's' });
    },
    caller: 'AKIDROLE',
    faults: [
      ...stsFaults,
      {
        what: 'malformed',
        how: 'the source is not known',
        code: 'no-credentials',
        break: world => world.config(`[profile p]\nrole_arn=${role}\ncredential_source=Moon`),
      },
    ],
  },
  {
    name: 'an sso-session',
    connection: profile,
    setUp: world => {
      world.config(
        '[profile p]\nsso_session=corp\nsso_account_id=111122223333\nsso_role_name=dev\n' +
          `[sso-session corp]\nsso_start_url=https://corp.awsapps.com/start\nsso_region=${region}`,
      );
      setSso(world, ssoToken(inAnHour()));
    },
    caller: 'AKIDSSO',
    faults: [
      ...ssoFaults,
      {
        what: 'expired',
        how: 'and OIDC does not renew it',
        code: 'sign-in-needed',
        break: (world, cloud) => {
          setSso(world, { ...ssoToken(past), refreshToken: undefined });
          cloud.replies.oidc = jsonError(400, 'InvalidGrantException');
        },
      },
      {
        what: 'malformed',
        how: 'nobody ever signed in',
        code: 'sign-in-needed',
        break: world => world.write(`.aws/sso/cache/${sha1('corp')}.json`, 'not json'),
      },
      {
        what: 'malformed',
        how: 'the session is not defined',
        code: 'no-credentials',
        why: /sso-session corp/,
        break: world =>
          world.config(
            '[profile p]\nsso_session=corp\nsso_account_id=111122223333\nsso_role_name=dev',
          ),
      },
      {
        what: 'malformed',
        how: 'profile and session disagree',
        code: 'credentials-invalid',
        why: /sso_region/,
        break: world =>
          world.config(
            '[profile p]\nsso_session=corp\nsso_account_id=1\nsso_role_name=d\nsso_region=us-east-1\n' +
              `[sso-session corp]\nsso_start_url=https://corp.awsapps.com/start\nsso_region=${region}`,
          ),
      },
    ],
  },
  {
    name: 'legacy SSO',
    connection: profile,
    setUp: world => {
      world.config(
        '[profile p]\nsso_start_url=https://corp.awsapps.com/start\n' +
          `sso_region=${region}\nsso_account_id=111122223333\nsso_role_name=dev`,
      );
      setSso(world, ssoToken(inAnHour()), 'https://corp.awsapps.com/start');
    },
    caller: 'AKIDSSO',
    faults: [
      ...ssoFaults,
      {
        what: 'expired',
        how: 'the sign-in is over',
        code: 'sign-in-needed',
        break: world => setSso(world, ssoToken(past), 'https://corp.awsapps.com/start'),
      },
      {
        what: 'malformed',
        how: 'the role is not named',
        code: 'no-credentials',
        break: world => world.config('[profile p]\nsso_start_url=https://corp.awsapps.com/start'),
      },
    ],
  },
  {
    name: 'a login session',
    connection: profile,
    setUp: world => {
      world.config(`[profile p]\nlogin_session=${session}\nregion=${region}`);
      setLogin(world, inAnHour());
    },
    caller: 'AKIDLOGIN',
    faults: [
      {
        what: 'expired',
        how: 'and cannot be renewed',
        code: 'sign-in-needed',
        break: (world, cloud) => {
          setLogin(world, past);
          cloud.replies.signin = jsonError(400, 'AccessDeniedException', {
            error: 'TOKEN_EXPIRED',
          });
        },
      },
      {
        what: 'denied',
        how: 'the password was changed',
        code: 'sign-in-needed',
        break: (world, cloud) => {
          setLogin(world, past);
          cloud.replies.signin = jsonError(403, 'AccessDeniedException', {
            error: 'USER_CREDENTIALS_CHANGED',
          });
        },
      },
      {
        what: 'malformed',
        how: 'nobody ever logged in',
        code: 'sign-in-needed',
        break: world => world.write(`.aws/login/cache/${sha256(session)}.json`, '{}'),
      },
      {
        what: 'hangs',
        how: 'the renewal gets no answer',
        code: 'timeout',
        break: (world, cloud) => {
          setLogin(world, past);
          cloud.replies.signin = cloud.hang;
        },
      },
    ],
  },
  {
    name: 'a credential_process',
    connection: profile,
    setUp: world => setProcess(world, printing(world, JSON.stringify(processKeys))),
    caller: 'AKIDPROC',
    faults: [
      {
        what: 'expired',
        how: 'what it prints is over',
        code: 'credential-process-failed',
        why: /have expired/,
        break: world =>
          setProcess(world, printing(world, JSON.stringify({ ...processKeys, Expiration: past }))),
      },
      {
        what: 'denied',
        how: 'it ends in an error',
        code: 'credential-process-failed',
        why: /^node\S* ended with exit code 3$/,
        break: world =>
          setProcess(world, script(world, `console.error('hunter2'); process.exit(3)`)),
      },
      {
        what: 'denied',
        how: 'it is not there',
        code: 'credential-process-failed',
        why: /^no-such-program .*127/,
        break: world => setProcess(world, '/nowhere/no-such-program --password=hunter2'),
      },
      {
        what: 'malformed',
        how: 'it prints no JSON',
        code: 'credential-process-failed',
        why: /JSON/,
        break: world => setProcess(world, printing(world, 'hunter2')),
      },
      {
        what: 'malformed',
        how: 'it prints Version 2',
        code: 'credential-process-failed',
        why: /Version 1/,
        break: world =>
          setProcess(world, printing(world, JSON.stringify({ ...processKeys, Version: 2 }))),
      },
      {
        what: 'malformed',
        how: 'it prints no key',
        code: 'credential-process-failed',
        why: /no access key/,
        break: world => setProcess(world, printing(world, '{"Version":1}')),
      },
      {
        what: 'malformed',
        how: 'it never stops printing',
        code: 'credential-process-failed',
        why: /was killed/,
        break: world =>
          setProcess(
            world,
            script(world, `for (;;) require('fs').writeSync(1, 'x'.repeat(65536))`),
          ),
      },
      {
        what: 'hangs',
        how: 'it never ends',
        code: 'credential-process-failed',
        why: /did not finish within/,
        break: (world, cloud) => {
          const asks = `require('node:http').get('${cloud.server.origin}/hang')`;
          setProcess(world, script(world, `${asks}; setInterval(() => {}, 1000)`));
        },
      },
    ],
  },
  {
    name: 'web identity of a profile',
    connection: profile,
    setUp: world => {
      const token = world.write('token', 'web-token');
      world.config(`[profile p]\nrole_arn=${role}\nweb_identity_token_file=${token}`);
    },
    caller: 'AKIDROLE',
    faults: [
      {
        what: 'expired',
        how: 'the token is over',
        code: 'credentials-expired',
        break: (_, cloud) => {
          cloud.replies.sts = stsError(400, 'ExpiredTokenException', 'Token expired');
        },
      },
      {
        what: 'denied',
        how: 'the audience is wrong',
        code: 'credentials-invalid',
        break: (_, cloud) => {
          cloud.replies.sts = stsError(400, 'InvalidIdentityToken', 'Incorrect token audience');
        },
      },
      {
        what: 'malformed',
        how: 'the token file is gone',
        code: 'no-credentials',
        break: world =>
          world.config(`[profile p]\nrole_arn=${role}\nweb_identity_token_file=/nowhere/token`),
      },
      {
        what: 'hangs',
        how: 'STS says nothing',
        code: 'timeout',
        break: (_, cloud) => {
          cloud.replies.sts = cloud.hang;
        },
      },
    ],
  },
  {
    name: 'web identity of the environment',
    connection: chain,
    setUp: world =>
      world.set({
        AWS_WEB_IDENTITY_TOKEN_FILE: world.write('token', 'web-token'),
        AWS_ROLE_ARN: role,
      }),
    caller: 'AKIDROLE',
    faults: stsFaults.filter(({ how }) => !how.includes('gives nothing')),
  },
  {
    name: 'a container',
    connection: chain,
    setUp: (world, cloud) =>
      world.set({
        AWS_CONTAINER_CREDENTIALS_FULL_URI: `${cloud.server.origin}/ecs`,
        AWS_CONTAINER_AUTHORIZATION_TOKEN: 'container-token',
      }),
    caller: 'AKIDECS',
    faults: [
      {
        what: 'denied',
        how: 'it has no role',
        code: 'no-credentials',
        why: /status 403/,
        break: (_, cloud) => {
          cloud.replies.ecs = json(403, { Code: 'AccessDenied' });
        },
      },
      {
        what: 'malformed',
        how: 'it gives nothing',
        code: 'no-credentials',
        break: (_, cloud) => {
          cloud.replies.ecs = json(200, {});
        },
      },
      {
        what: 'hangs',
        how: 'it says nothing',
        code: 'no-credentials',
        why: /in time/,
        break: (_, cloud) => {
          cloud.replies.ecs = cloud.hang;
        },
      },
    ],
  },
  {
    name: 'an instance (IMDSv2)',
    connection: chain,
    setUp: world => world.set({ AWS_EC2_METADATA_DISABLED: 'false' }),
    caller: 'AKIDIMDS',
    faults: [
      {
        what: 'denied',
        how: 'it has no role',
        code: 'no-credentials',
        why: /status 404/,
        break: (_, cloud) => {
          cloud.replies.imds = (seen, response) =>
            seen.method === 'PUT'
              ? response.writeHead(200).end('imds-token')
              : response.writeHead(404).end();
        },
      },
      {
        what: 'denied',
        how: 'version 1 is blocked',
        code: 'no-credentials',
        why: /hop limit/,
        break: (world, cloud) => {
          world.set({ AWS_EC2_METADATA_V1_DISABLED: 'true' });
          cloud.replies.imds = (_, response) => response.writeHead(403).end();
        },
      },
      {
        what: 'malformed',
        how: 'it gives nothing',
        code: 'no-credentials',
        break: (_, cloud) => {
          cloud.replies.imds = json(200, {});
        },
      },
      {
        what: 'hangs',
        how: 'it says nothing',
        code: 'no-credentials',
        why: /in time/,
        break: (_, cloud) => {
          cloud.replies.imds = cloud.hang;
        },
      },
      {
        what: 'denied',
        how: 'it is switched off',
        code: 'no-credentials',
        break: world => world.set({ AWS_EC2_METADATA_DISABLED: 'true' }),
      },
    ],
  },
];
