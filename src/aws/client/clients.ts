import { CodeartifactClient } from '@aws-sdk/client-codeartifact';
import { STSClient } from '@aws-sdk/client-sts';
import type { HttpRequest } from '@smithy/core/protocols';
import type { FinalizeRequestMiddleware, Pluggable } from '@smithy/types';
import type { EndpointOptions } from './awsOptions';
import type { ResolvedCredentials } from '../credentials/credentialStore';
import type { GuardedHandler } from './guardedHandler';
import { PlainJsonProtocol } from './plainJsonProtocol';
import { silentLogger } from './silentLogger';
import { checkTarget, type AllowedTargets } from './requestTarget';

/** The variants of AWS endpoints. Undefined leaves a variant to the environment and the shared files. */
export type EndpointVariants = Pick<EndpointOptions, 'fips' | 'dualStack'>;

/** The client settings of the SDK that select the endpoint variants. */
export function endpointVariantConfig({ fips, dualStack }: EndpointVariants) {
  return {
    ...(fips !== undefined && { useFipsEndpoint: fips }),
    ...(dualStack !== undefined && { useDualstackEndpoint: dualStack }),
  };
}

/** The parts that the clients of a connection are created from. */
export interface ClientOptions {
  readonly region: string;
  /** The profile whose settings in the shared files apply. */
  readonly profile: string | undefined;
  readonly resolved: ResolvedCredentials;
  readonly handler: GuardedHandler;
  readonly allowed: AllowedTargets;
  readonly variants: EndpointVariants;
}

/** The service clients of a connection in a region, with one set of credentials. */
export interface Clients {
  readonly codeArtifact: CodeartifactClient;
  /** Returns the same client on each call. It is created on the first. */
  readonly sts: () => STSClient;
}

/** Creates the clients. A request's target is checked before signing, and again by the handler. */
export function createClients(options: ClientOptions): Clients {
  const { endpoints } = options.resolved;
  const codeArtifact = new CodeartifactClient({
    ...clientConfig(options, endpoints.codeartifact),
    protocol: PlainJsonProtocol,
  });
  let sts: STSClient | undefined;
  return {
    codeArtifact: withEndpointGuard(codeArtifact, options),
    sts: () =>
      (sts ??= withEndpointGuard(new STSClient(clientConfig(options, endpoints.sts)), options)),
  };
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

function clientConfig(options: ClientOptions, endpoint: string | undefined) {
  const { region, profile, resolved, handler, variants } = options;
  return {
    region,
    credentials: resolved.credentials,
    requestHandler: handler,
    logger: silentLogger,
    maxAttempts: 3,
    retryMode: 'standard',
    defaultsMode: 'standard' as const,
    userAgentAppId: () => Promise.resolve(undefined),
    ignoreConfiguredEndpointUrls: true,
    ...(profile !== undefined && { profile }),
    ...(endpoint !== undefined && { endpoint }),
    ...endpointVariantConfig(variants),
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
