import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { connectionId, type Connection, type SandboxConnection } from '../../core/connection';
import type { AwsOptions, Limits } from '../client/awsOptions';
import { configuredEndpoint } from '../client/configuredEndpoint';
import { endpointVariants } from '../client/endpointVariants';
import type { CredentialContext } from './credentialContext';
import type { CredentialProvider, ResolvedCredentials } from './credentialStore';
import { defaultCredentials, environmentProfile } from './defaultCredentials';
import { GuardedHandler } from '../client/guardedHandler';
import { profileCredentials } from './profileCredentials';
import { readSharedConfig, type SharedConfig } from './sharedConfig';
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
    variants: { fips: false, dualStack: false },
  };
  return () => Promise.resolve(resolved);
}

/** The profile whose settings in the shared files apply to a connection. */
export function settingsProfile(
  connection: Exclude<Connection, SandboxConnection>,
  { environment }: Pick<AwsOptions, 'environment'>,
): string {
  if (connection.kind === 'profile') return connection.profile;
  return environmentProfile(environment) ?? 'default';
}

/** Creates the provider for a profile or the default chain. It throws a `Failure` or a cancellation. */
export function createAwsCredentialProvider(
  connection: Exclude<Connection, SandboxConnection>,
  { options, limits, now, sockets, allowed }: CredentialProviderOptions,
): CredentialProvider {
  const { environment, prompt, endpoints = {} } = options;
  const { region } = connection;
  const profile = settingsProfile(connection, options);
  const subject = connection.kind === 'profile' ? connection.profile : connectionId(connection);
  return async signal => {
    const handler = new GuardedHandler(sockets, allowed, signal);
    try {
      const shared = await readSharedConfig(environment);
      const variants = endpointVariants(options, profile, shared);
      const context: CredentialContext = {
        environment,
        prompt,
        endpoints,
        variants,
        shared,
        region,
        handler,
        allowed,
        limits,
        now,
        signal,
      };
      const credentials =
        connection.kind === 'profile'
          ? await profileCredentials(profile, context)
          : await defaultCredentials(context);
      return { credentials, endpoints: serviceEndpoints(options, profile, shared), variants };
    } catch (error) {
      const facts = { subject, operation: 'GetCredentials', region, now: now() };
      throw translateProviderError(error, handler.lastError, facts);
    }
  };
}

/** The endpoint URLs of CodeArtifact and STS that settings, environment or profile configure. */
export function serviceEndpoints(
  { environment, endpoints = {} }: Pick<AwsOptions, 'environment' | 'endpoints'>,
  profile: string,
  shared: SharedConfig,
): ResolvedCredentials['endpoints'] {
  const endpointFor = (service: 'codeartifact' | 'sts'): string | undefined =>
    endpoints[service] ?? configuredEndpoint(service, profile, environment, shared);
  const codeartifact = endpointFor('codeartifact');
  const sts = endpointFor('sts');
  return { ...(codeartifact && { codeartifact }), ...(sts && { sts }) };
}
