import { CodeartifactClient } from '@aws-sdk/client-codeartifact';
import { STSClient } from '@aws-sdk/client-sts';
import type { HttpRequest } from '@smithy/core/protocols';
import type { FinalizeRequestMiddleware, Pluggable } from '@smithy/types';
import type { Provided } from './credentialStore';
import type { GuardedHandler } from './guardedHandler';
import { silentLogger } from './silentLogger';
import { checkTarget, type Allowed } from './target';

/** What the clients of a connection are made of. */
export interface ClientFacts {
  readonly region: string;
  /** Whose settings in the shared files count. */
  readonly profile: string | undefined;
  readonly provided: Provided;
  readonly handler: GuardedHandler;
  readonly allowed: Allowed;
  /** False for the sandbox: settings about AWS's endpoints do not concern it. */
  readonly variants: boolean;
}

/** The service clients of a connection in a region, with one set of credentials. */
export interface Clients {
  readonly codeArtifact: CodeartifactClient;
  readonly sts: STSClient;
}

/** Makes the clients. Each checks where a request goes before it is signed; its handler, after. */
export function makeClients(facts: ClientFacts): Clients {
  const { endpoints } = facts.provided;
  const codeArtifact = new CodeartifactClient(config(facts, endpoints.codeartifact));
  const sts = new STSClient(config(facts, endpoints.sts));
  codeArtifact.middlewareStack.use(guard(facts.allowed));
  sts.middlewareStack.use(guard(facts.allowed));
  return { codeArtifact, sts };
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
    ...(!variants && { useFipsEndpoint: false, useDualstackEndpoint: false }),
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
