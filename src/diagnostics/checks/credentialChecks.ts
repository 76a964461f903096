import type { Profile } from '../../core/profile';
import { findingsForEach } from '../findingsForEach';
import type { Check } from '../runChecks';
import type { Finding } from '../finding';
import { commandFix } from '../fixes';
import { connectionDisplayName } from '../factNames';
import type { ConnectionClient, DiagnosticContext } from '../diagnosticContext';
import { observe } from '../messages';

/** Where each connection gets its credentials. */
export const credentialsCheck: Check = {
  id: 'credentials',
  async run(context) {
    const [connections, profiles] = await Promise.all([context.connections(), context.profiles()]);
    if (connections.length === 0)
      return [
        {
          subject: '',
          state: 'error',
          observation: observe('no-connection'),
          ...commandFix(context, 'connect', 'codeartifact.connect'),
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
        observation: observe('sandbox-keys'),
      };
    case 'default':
      return { subject, state: 'ok', observation: describeDefaultSource(context.env) };
    case 'profile': {
      const profile = profiles.find(({ name }) => name === connection.profile);
      const reconnectFix = commandFix(context, 'connect', 'codeartifact.connect');
      if (!profile)
        return {
          subject,
          state: 'error',
          ...reconnectFix,
          observation: observe('profile-missing', connection.profile),
        };
      if (profile.kind === 'incomplete')
        return {
          subject,
          state: 'error',
          ...reconnectFix,
          observation: observe('profile-incomplete', profile.name),
        };
      const observation = observe('profile-kind', profile.kind, profile.needsMfa);
      return { subject, state: 'ok', observation };
    }
  }
}

/** Follows the order of the SDK's default credential chain. */
function describeDefaultSource(env: DiagnosticContext['env']) {
  if (env['AWS_ACCESS_KEY_ID'] !== undefined)
    return env['AWS_PROFILE'] === undefined
      ? observe('default-environment')
      : observe('default-environment-over-profile', env['AWS_PROFILE']);
  if (env['AWS_PROFILE'] !== undefined) return observe('default-profile', env['AWS_PROFILE']);
  if (env['AWS_WEB_IDENTITY_TOKEN_FILE'] !== undefined) return observe('default-web-identity');
  if (env['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'] !== undefined)
    return observe('default-container');
  return observe('default-instance');
}

/** The identity that AWS reports for each connection. */
export const identityCheck: Check = {
  id: 'identity',
  async run(context) {
    return findingsForEach(
      await context.connections(),
      connectionDisplayName,
      observe('no-connection'),
      async it => {
        const { arn, longLived } = await context.identity(it);
        if (/:root$/.test(arn))
          return [
            {
              subject: connectionDisplayName(it),
              state: 'error',
              observation: observe('identity-root', arn),
              ...commandFix(context, 'connect', 'codeartifact.connect'),
            },
          ];
        const observation = longLived
          ? observe('identity-long-lived', arn)
          : observe('identity', arn);
        return [{ subject: connectionDisplayName(it), state: 'ok', observation }];
      },
    );
  },
};
