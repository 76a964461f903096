import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { connectionId, type Connection, type SandboxConnection } from '../../core/connection';
import type { AwsOptions, Limits } from '../client/awsOptions';
import { configuredEndpoint, type ServiceName } from '../client/configuredEndpoint';
import type { CredentialContext } from './credentialContext';
import type { Provide } from './credentialStore';
import { defaultCredentials } from './defaultCredentials';
import { GuardedHandler } from '../client/guardedHandler';
import { profileCredentials } from './profileCredentials';
import { readSharedConfig } from './sharedConfig';
import type { Allowed } from '../client/target';
import { translatedProvider } from '../errors/translate';

/** What getting credentials needs to know of its connection. */
export interface ProvideFacts {
  readonly options: AwsOptions;
  readonly limits: Limits;
  readonly now: () => number;
  readonly sockets: NodeHttpHandler;
  readonly allowed: Allowed;
}

/** The sandbox's credentials are those that it made for itself; no file has a say. */
export function provideSandbox({
  endpoint,
  accessKeyId,
  secretAccessKey,
}: SandboxConnection): Provide {
  const provided = {
    credentials: { accessKeyId, secretAccessKey: secretAccessKey.reveal() },
    endpoints: { codeartifact: endpoint, sts: endpoint },
  };
  return () => Promise.resolve(provided);
}

/** The profile whose settings in the shared files count for a connection. */
export function settingsProfile(
  connection: Exclude<Connection, SandboxConnection>,
  { environment }: Pick<AwsOptions, 'environment'>,
): string {
  if (connection.kind === 'profile') return connection.profile;
  return environment['AWS_PROFILE'] ?? 'default';
}

/** Gets the credentials of a profile or of the default chain; what fails is a `Failure`. */
export function provideAws(
  connection: Exclude<Connection, SandboxConnection>,
  { options, limits, now, sockets, allowed }: ProvideFacts,
): Provide {
  const { environment, prompt, endpoints = {} } = options;
  const profile = settingsProfile(connection, options);
  const subject = connection.kind === 'profile' ? connection.profile : connectionId(connection);
  return async signal => {
    const handler = new GuardedHandler(sockets, allowed, signal);
    try {
      const shared = await readSharedConfig(environment);
      const { region } = connection;
      const context: CredentialContext = {
        environment,
        prompt,
        endpoints,
        shared,
        region,
        handler,
        limits,
        now,
        signal,
      };
      const credentials =
        connection.kind === 'profile'
          ? await profileCredentials(profile, context)
          : await defaultCredentials(context);
      const named = (service: ServiceName): string | undefined =>
        endpoints[service] ?? configuredEndpoint(service, profile, environment, shared);
      const codeartifact = named('codeartifact');
      const sts = named('sts');
      return {
        credentials,
        endpoints: { ...(codeartifact && { codeartifact }), ...(sts && { sts }) },
      };
    } catch (error) {
      const facts = { subject, operation: 'GetCredentials', now: now() };
      throw translatedProvider(error, handler.trouble, facts);
    }
  };
}
