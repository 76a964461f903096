import { CodeartifactClient } from '@aws-sdk/client-codeartifact';
import { STSClient } from '@aws-sdk/client-sts';
import type { HttpRequest } from '@smithy/core/protocols';
import type { AwsCredentialIdentity, FinalizeRequestMiddleware, Pluggable } from '@smithy/types';
import type { ResolvedCredentials } from '../credentials/credentialStore';
import type { EndpointVariants } from './endpointVariants';
import type { GuardedHandler } from './guardedHandler';
import { PlainJsonProtocol } from './plainJsonProtocol';
import { silentLogger } from './silentLogger';
import { checkTarget, type AllowedTargets } from './requestTarget';

/** The parts that a service client is created from. */
export interface ClientOptions {
  readonly region: string;
  readonly credentials: AwsCredentialIdentity;
  /** A URL that replaces the endpoint of the region. */
  readonly endpoint: string | undefined;
  readonly variants: EndpointVariants;
  readonly handler: GuardedHandler;
  readonly allowed: AllowedTargets;
}

/** The service clients of a connection in a region, with one set of credentials. */
export interface Clients {
  readonly codeArtifact: CodeartifactClient;
  /** Returns the same client on each call. It is created on the first. */
  readonly sts: () => STSClient;
}

/** Creates the clients of a connection that use `resolved` and its endpoints. */
export function createClients(
  { credentials, endpoints, variants }: ResolvedCredentials,
  options: Pick<ClientOptions, 'region' | 'handler' | 'allowed'>,
): Clients {
  const shared = { ...options, credentials, variants };
  let sts: STSClient | undefined;
  return {
    codeArtifact: createCodeArtifactClient({ ...shared, endpoint: endpoints.codeartifact }),
    sts: () => (sts ??= createStsClient({ ...shared, endpoint: endpoints.sts })),
  };
}

/**
 * Creates a client of CodeArtifact. A request's target is checked before signing, and again by the
 * handler.
 */
export function createCodeArtifactClient(options: ClientOptions): CodeartifactClient {
  const client = new CodeartifactClient({ ...clientConfig(options), protocol: PlainJsonProtocol });
  return withEndpointGuard(client, options);
}

/** Creates a client of STS, with the same checks. */
export function createStsClient(options: ClientOptions): STSClient {
  return withEndpointGuard(new STSClient(clientConfig(options)), options);
}

function withEndpointGuard<C extends CodeartifactClient | STSClient>(
  client: C,
  { allowed }: ClientOptions,
): C {
  // It walks through every response although the logger discards its messages.
  client.middlewareStack.remove('loggerMiddleware');
  client.middlewareStack.use(endpointGuard(allowed));
  return client;
}

/** All settings that the SDK would otherwise read from the shared files with its own parser. */
function clientConfig({ region, credentials, endpoint, variants, handler }: ClientOptions) {
  return {
    region,
    credentials,
    requestHandler: handler,
    logger: silentLogger,
    maxAttempts: 3,
    retryMode: 'standard',
    defaultsMode: 'standard' as const,
    userAgentAppId: () => Promise.resolve(undefined),
    ignoreConfiguredEndpointUrls: true,
    useFipsEndpoint: variants.fips,
    useDualstackEndpoint: variants.dualStack,
    ...(endpoint !== undefined && { endpoint }),
  };
}

function endpointGuard<I extends object, O extends object>(
  allowed: AllowedTargets,
): Pluggable<I, O> {
  const check: FinalizeRequestMiddleware<I, O> = next => args => {
    checkTarget(args.request as HttpRequest, allowed);
    return next(args);
  };
  return {
    applyToStack: stack => {
      stack.addRelativeTo(check, {
        name: 'endpointGuard',
        relation: 'before',
        toMiddleware: 'httpSigningMiddleware',
      });
    },
  };
}
