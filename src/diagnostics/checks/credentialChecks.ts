import type { DefaultSource, Profile } from '../../core/profile';
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
    return Promise.all(connections.map(client => credentialFinding(client, profiles, context)));
  },
};

async function credentialFinding(
  client: ConnectionClient,
  profiles: readonly Profile[],
  context: DiagnosticContext,
): Promise<Finding> {
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
      return defaultSourceFinding(subject, await context.defaultSource(), profiles, context);
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

/** What the default credential chain uses, as the connection itself determines it. */
function defaultSourceFinding(
  subject: string,
  source: DefaultSource,
  profiles: readonly Profile[],
  context: DiagnosticContext,
): Finding {
  const reconnectFix = commandFix(context, 'connect', 'codeartifact.connect');
  switch (source.kind) {
    case 'profile': {
      const { profile } = source;
      return profiles.some(({ name }) => name === profile)
        ? { subject, state: 'ok', observation: observe('default-profile', profile) }
        : {
            subject,
            state: 'error',
            ...reconnectFix,
            observation: observe('profile-missing', profile),
          };
    }
    case 'environment':
      return environmentFinding(subject, context.env);
    case 'web-identity':
      return { subject, state: 'ok', observation: observe('default-web-identity') };
    case 'container':
      return { subject, state: 'ok', observation: observe('default-container') };
    case 'instance':
      return { subject, state: 'ok', observation: observe('default-instance') };
    case 'none':
      return { subject, state: 'error', ...reconnectFix, observation: observe('default-none') };
  }
}

function environmentFinding(subject: string, env: DiagnosticContext['env']): Finding {
  if (!env['AWS_SECRET_ACCESS_KEY'])
    return { subject, state: 'error', observation: observe('default-environment-incomplete') };
  const profile = env['AWS_DEFAULT_PROFILE'] ?? env['AWS_PROFILE'];
  const observation = profile
    ? observe('default-environment-over-profile', profile)
    : observe('default-environment');
  return { subject, state: 'ok', observation };
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
