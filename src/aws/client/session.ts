import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { connectionId, connectionRealm, type Connection } from '../../core/connection';
import { patterns, type Realm } from '../../core/coordinates';
import { Failure, isFailure } from '../../core/failure';
import { failureTraits } from '../../core/failureTraits';
import { defaultLimits, type AwsOptions, type Limits } from './awsOptions';
import { createClients, type Clients } from './clients';
import { CredentialStore, type ResolvedCredentials } from '../credentials/credentialStore';
import { withDeadline } from './withDeadline';
import { GuardedHandler, createSocketHandler } from './guardedHandler';
import { credentialPaths } from '../credentials/credentialPaths';
import {
  createAwsCredentialProvider,
  createSandboxCredentialProvider,
} from '../credentials/credentialProviders';
import { fingerprintOf } from '../credentials/sharedConfig';
import { isAwsHost, originOf, type AllowedTargets } from './requestTarget';
import { translateError } from '../errors/translateError';

/** The operation, subject and region of a call. */
export interface ServiceCall {
  readonly operation: string;
  readonly subject: string;
  readonly region: string;
  /** The ARN of the domain, repository or package. */
  readonly arn?: string;
}

/** The clients and signals of one call. */
export interface CallContext {
  readonly clients: Clients;
  /** The realm of the server that answers. */
  readonly realm: Realm;
  readonly abortSignal: AbortSignal;
  /** Restarts the deadline of the call, because data was transferred. */
  readonly keepAlive: () => void;
}

/** Operations that transfer assets: client and server both need more time for them. */
const assetOperations = new Set(['PublishPackageVersion', 'GetPackageVersionAsset']);

/** The credentials, sockets and clients of one connection. */
export class Session {
  readonly #connection: Connection;
  readonly #limits: Limits;
  readonly #now: () => number;
  readonly #allowed: AllowedTargets;
  readonly #sockets: NodeHttpHandler;
  readonly #store: CredentialStore;
  readonly #clients = new WeakMap<ResolvedCredentials, Map<string, Clients>>();

  constructor(connection: Connection, options: AwsOptions) {
    this.#connection = connection;
    const limits = (this.#limits = options.limits ?? defaultLimits);
    const now = (this.#now = options.now ?? Date.now);
    const sockets = (this.#sockets = createSocketHandler(limits));
    const sandbox = connection.kind === 'sandbox';
    const { files, folders } = credentialPaths(options);
    const allowed = (this.#allowed = sandbox
      ? { aws: false, origins: [connection.endpoint] }
      : { aws: true, origins: options.approved.map(({ origin }) => origin) });
    this.#store = sandbox
      ? new CredentialStore(
          createSandboxCredentialProvider(connection),
          () => Promise.resolve(''),
          now,
        )
      : new CredentialStore(
          createAwsCredentialProvider(connection, { options, limits, now, sockets, allowed }),
          () => fingerprintOf([...files, ...folders]),
          now,
        );
  }

  /** Runs `send` within the deadline. Throws a `Failure` or a cancellation. */
  async call<T>(
    call: ServiceCall,
    signal: AbortSignal,
    send: (context: CallContext) => Promise<T>,
  ): Promise<T> {
    const { operation, region } = call;
    if (!patterns.region.test(region)) throw new Failure('region-invalid', region, { operation });
    const resolved = await this.#store.get(signal);
    try {
      return await this.#send(call, resolved, signal, send);
    } catch (error) {
      const renewed = await this.#renewed(resolved, error, signal);
      if (!renewed) throw error;
      return await this.#send(call, renewed, signal, send);
    }
  }

  /**
   * New credentials after the service refused expired ones without a stated end, or undefined if
   * loading them again does not help.
   */
  async #renewed(
    refused: ResolvedCredentials,
    error: unknown,
    signal: AbortSignal,
  ): Promise<ResolvedCredentials | undefined> {
    if (!isFailure(error) || error.code !== 'credentials-expired') return undefined;
    const { expiration, accessKeyId, sessionToken } = refused.credentials;
    if (expiration !== undefined) return undefined;
    const renewed = await this.#store.get(signal);
    const { credentials } = renewed;
    const isSame =
      credentials.accessKeyId === accessKeyId && credentials.sessionToken === sessionToken;
    return isSame ? undefined : renewed;
  }

  async #send<T>(
    call: ServiceCall,
    resolved: ResolvedCredentials,
    signal: AbortSignal,
    send: (context: CallContext) => Promise<T>,
  ): Promise<T> {
    const { operation, subject, region } = call;
    const clients = this.#clientsFor(resolved, region);
    try {
      return await withDeadline(
        this.#limitMs(call),
        () => this.#timeoutFailure(call),
        signal,
        async (abortSignal, keepAlive) =>
          send({ clients, realm: await this.#realm(clients), abortSignal, keepAlive }),
        this.#limits.startTimer,
      );
    } catch (error) {
      const failure = translateError(error, { operation, subject, region, now: this.#now() });
      if (isFailure(failure) && failureTraits[failure.code].rejectsCredentials)
        this.#store.invalidate(resolved);
      const reported = isFailure(failure) ? this.#withCallDetails(failure, call) : failure;
      throw this.#connection.kind === 'sandbox' ? sandboxFailure(reported) : reported;
    }
  }

  /** Closes idle sockets. */
  dispose(): void {
    this.#sockets.destroy();
  }

  #clientsFor(resolved: ResolvedCredentials, region: string): Clients {
    const regions = this.#clients.get(resolved) ?? new Map<string, Clients>();
    this.#clients.set(resolved, regions);
    const cachedClients = regions.get(region);
    if (cachedClients) return cachedClients;
    const newClients = createClients(resolved, {
      region,
      handler: new GuardedHandler(this.#sockets, this.#allowed),
      allowed: this.#allowed,
    });
    regions.set(region, newClients);
    return newClients;
  }

  async #realm({ codeArtifact }: Clients): Promise<Realm> {
    const endpoint = await codeArtifact.config.endpoint?.();
    if (!endpoint) return connectionRealm(this.#connection);
    return isAwsHost(endpoint.hostname) ? 'aws' : originOf(endpoint);
  }

  /** The failure with the connection and the ARN added to its details. */
  #withCallDetails({ code, subject, details, cause }: Failure, { arn }: ServiceCall): Failure {
    const connection = connectionId(this.#connection);
    const callDetails = { ...details, ...(arn !== undefined && { arn }), connection };
    return new Failure(code, subject, callDetails, { cause });
  }

  #limitMs({ operation }: ServiceCall): number {
    return this.#limits.answerMs * (assetOperations.has(operation) ? 2 : 1);
  }

  #timeoutFailure(call: ServiceCall): Failure {
    const { operation, subject } = call;
    const problem = assetOperations.has(operation) ? 'nothing moved' : 'no answer';
    const reason = `${problem} within ${this.#limitMs(call) / 1000} s`;
    return new Failure('timeout', subject, { operation, reason });
  }
}

/** Turns a refused connection into `sandbox-stopped`; other errors are returned unchanged. */
function sandboxFailure(error: unknown): unknown {
  if (!isFailure(error) || error.details.errno !== 'ECONNREFUSED') return error;
  return new Failure('sandbox-stopped', error.subject, error.details, { cause: error.cause });
}
