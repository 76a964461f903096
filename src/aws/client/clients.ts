import { CodeartifactClient } from '@aws-sdk/client-codeartifact';
import { STSClient } from '@aws-sdk/client-sts';
import type { HttpRequest } from '@smithy/core/protocols';
import type { FinalizeRequestMiddleware, Pluggable } from '@smithy/types';
import type { EndpointOptions } from './awsOptions';
import type { Provided } from '../credentials/credentialStore';
import type { GuardedHandler } from './guardedHandler';
import { PlainJsonProtocol } from './plainJson';
import { silentLogger } from './silentLogger';
import { checkTarget, type Allowed } from './target';

/** The variants of AWS's endpoints. */
export type Variants = Pick<EndpointOptions, 'fips' | 'dualStack'>;

/** The SDK's settings for `variants`. */
export function variantConfig({ fips, dualStack }: Variants) {
  return {
    ...(fips !== undefined && { useFipsEndpoint: fips }),
    ...(dualStack !== undefined && { useDualstackEndpoint: dualStack }),
  };
}

/** What the clients of a connection are made of. */
export interface ClientFacts {
  readonly region: string;
  /** Whose settings in the shared files count. */
  readonly profile: string | undefined;
  readonly provided: Provided;
  readonly handler: GuardedHandler;
  readonly allowed: Allowed;
  /** Undefined leaves a variant to the environment and the shared files. */
  readonly variants: Variants;
}

/** The service clients of a connection in a region, with one set of credentials. */
export interface Clients {
  readonly codeArtifact: CodeartifactClient;
  /** The same one each time; made when it is first asked for. */
  readonly sts: () => STSClient;
}

/** Makes the clients. Each checks where a request goes before it is signed; its handler, after. */
export function makeClients(facts: ClientFacts): Clients {
  const { endpoints } = facts.provided;
  const codeArtifact = new CodeartifactClient({
    ...config(facts, endpoints.codeartifact),
    protocol: PlainJsonProtocol,
  });
  let sts: STSClient | undefined;
  return {
    codeArtifact: prepared(codeArtifact, facts),
    sts: () => (sts ??= prepared(new STSClient(config(facts, endpoints.sts)), facts)),
  };
}

function prepared<C extends CodeartifactClient | STSClient>(
  client: C,
  { allowed }: ClientFacts,
): C {
  // It would go through every answer, for a logger that says nothing.
  client.middlewareStack.remove('loggerMiddleware');
  client.middlewareStack.use(guard(allowed));
  return client;
}

function config(facts: ClientFacts, endpoint: string | undefined) {
  const { region, profile, provided, handler, variants } = facts;
  return {
    region,
    credentials: provided.credentials,
    requestHandler: handler,
    logger: silentLogger,
    maxAttempts: 3,
    retryMode: 'standard',
    defaultsMode: 'standard' as const,
    userAgentAppId: () => Promise.resolve(undefined),
    ignoreConfiguredEndpointUrls: true,
    ...(profile !== undefined && { profile }),
    ...(endpoint !== undefined && { endpoint }),
    ...variantConfig(variants),
  };
}

function guard<I extends object, O extends object>(allowed: Allowed): Pluggable<I, O> {
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
