import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { connectionId, type Connection, type SandboxConnection } from '../../core/connection';
import type { AwsOptions, Limits } from '../client/awsOptions';
import { configuredEndpoint, type ServiceName } from '../client/configuredEndpoint';
import type { CredentialContext } from './credentialContext';
import type { CredentialProvider } from './credentialStore';
import { defaultCredentials } from './defaultCredentials';
import { GuardedHandler } from '../client/guardedHandler';
import { profileCredentials } from './profileCredentials';
import { readSharedConfig } from './sharedConfig';
import type { AllowedTargets } from '../client/requestTarget';
import { translateProviderError } from '../errors/translateError';

/** The parts of a connection that its credential provider uses. */
export interface CredentialProviderOptions {
  readonly options: AwsOptions;
  readonly limits: Limits;
  readonly now: () => number;
  readonly sockets: NodeHttpHandler;
  readonly allowed: AllowedTargets;
}

/** Creates the provider of the sandbox's own credentials. Shared files and environment are ignored. */
export function createSandboxCredentialProvider({
  endpoint,
  accessKeyId,
  secretAccessKey,
}: SandboxConnection): CredentialProvider {
  const resolved = {
    credentials: { accessKeyId, secretAccessKey: secretAccessKey.reveal() },
    endpoints: { codeartifact: endpoint, sts: endpoint },
  };
  return () => Promise.resolve(resolved);
}

/** The profile whose settings in the shared files apply to a connection. */
export function settingsProfile(
  connection: Exclude<Connection, SandboxConnection>,
  { environment }: Pick<AwsOptions, 'environment'>,
): string {
  if (connection.kind === 'profile') return connection.profile;
  return environment['AWS_PROFILE'] ?? 'default';
}

/** Creates the provider for a profile or the default chain. It throws a `Failure` or a cancellation. */
export function createAwsCredentialProvider(
  connection: Exclude<Connection, SandboxConnection>,
  { options, limits, now, sockets, allowed }: CredentialProviderOptions,
): CredentialProvider {
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
      const endpointFor = (service: ServiceName): string | undefined =>
        endpoints[service] ?? configuredEndpoint(service, profile, environment, shared);
      const codeartifact = endpointFor('codeartifact');
      const sts = endpointFor('sts');
      return {
        credentials,
        endpoints: { ...(codeartifact && { codeartifact }), ...(sts && { sts }) },
      };
    } catch (error) {
      const facts = { subject, operation: 'GetCredentials', now: now() };
      throw translateProviderError(error, handler.lastError, facts);
    }
  };
}
