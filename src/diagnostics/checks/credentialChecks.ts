import type { Profile } from '../../core/profile';
import { findingsForEach } from '../findingsForEach';
import type { Check } from '../runChecks';
import type { Finding } from '../finding';
import { commandFix } from '../fixes';
import { connectionDisplayName } from '../factNames';
import type { ConnectionClient, DiagnosticContext } from '../diagnosticContext';
import { localizableText } from '../localizableText';

const noConnection = 'no connection yet';

/** Where each connection takes its credentials from. */
export const credentialsCheck: Check = {
  id: 'credentials',
  title: localizableText('Profile and credentials'),
  async run(context) {
    const [connections, profiles] = await Promise.all([context.connections(), context.profiles()]);
    if (connections.length === 0)
      return [
        {
          subject: '',
          state: 'error',
          observation: localizableText(noConnection),
          ...commandFix(context, localizableText('Connect'), 'codeartifact.connect'),
        },
      ];
    return connections.map(it => credentialFinding(it, profiles, context));
  },
};

function credentialFinding(
  client: ConnectionClient,
  profiles: readonly Profile[],
  context: DiagnosticContext,
): Finding {
  const { connection } = client;
  const subject = connectionDisplayName(client);
  switch (connection.kind) {
    case 'sandbox':
      return {
        subject,
        state: 'ok',
        observation: localizableText('the keys that the sandbox made for itself'),
      };
    case 'default':
      return { subject, state: 'ok', observation: describeDefaultSource(context.env) };
    case 'profile': {
      const profile = profiles.find(({ name }) => name === connection.profile);
      const reconnectFix = commandFix(context, localizableText('Connect'), 'codeartifact.connect');
      if (!profile)
        return {
          subject,
          state: 'error',
          ...reconnectFix,
          observation: localizableText(
            'the profile {0} is not in the AWS config files',
            connection.profile,
          ),
        };
      if (profile.kind === 'incomplete')
        return {
          subject,
          state: 'error',
          ...reconnectFix,
          observation: localizableText('the profile {0} names no credentials', profile.name),
        };
      const observation = profile.needsMfa
        ? localizableText('{0}, with a code of an MFA device', profileKindTexts[profile.kind])
        : localizableText('{0}', profileKindTexts[profile.kind]);
      return { subject, state: 'ok', observation };
    }
  }
}

const profileKindTexts: Record<Exclude<Profile['kind'], 'incomplete'>, string> = {
  'static-keys': 'access keys in the file',
  'sso-session': 'IAM Identity Center (SSO), with an sso-session',
  'sso-legacy': 'IAM Identity Center (SSO)',
  'login-session': 'aws login',
  'assume-role': 'a role that is assumed',
  'credential-process': 'credential_process',
  'web-identity': 'web identity',
};

/** The order is that of the SDK's default chain. */
function describeDefaultSource(env: DiagnosticContext['env']) {
  if (env['AWS_ACCESS_KEY_ID'] !== undefined)
    return env['AWS_PROFILE'] === undefined
      ? localizableText('access keys of the environment')
      : localizableText(
          'access keys of the environment; AWS_PROFILE={0} is set too and loses',
          env['AWS_PROFILE'],
        );
  if (env['AWS_PROFILE'] !== undefined)
    return localizableText('the profile {0}', env['AWS_PROFILE']);
  if (env['AWS_WEB_IDENTITY_TOKEN_FILE'] !== undefined) return localizableText('web identity');
  if (env['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'] !== undefined)
    return localizableText('the role of the container');
  return localizableText('the profile default, or the role of the instance');
}

/** Whom AWS takes each connection for. */
export const identityCheck: Check = {
  id: 'identity',
  title: localizableText('Identity'),
  async run(context) {
    return findingsForEach(
      await context.connections(),
      connectionDisplayName,
      noConnection,
      async it => {
        const { arn, longLived } = await context.identity(it);
        if (/:root$/.test(arn))
          return [
            {
              subject: connectionDisplayName(it),
              state: 'error',
              observation: localizableText(
                '{0}: the root user gets no tokens of CodeArtifact',
                arn,
              ),
              ...commandFix(context, localizableText('Connect'), 'codeartifact.connect'),
            },
          ];
        const observation = longLived
          ? localizableText('{0}, with keys that do not expire: credentials that do are safer', arn)
          : localizableText('{0}', arn);
        return [{ subject: connectionDisplayName(it), state: 'ok', observation }];
      },
    );
  },
};
