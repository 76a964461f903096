import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { connectionId, connectionRealm, type Connection } from '../../core/connection';
import { patterns, type Realm } from '../../core/coordinates';
import { Failure, isFailure, type FailureCode } from '../../core/failure';
import { defaultLimits, type AwsOptions, type Limits } from './awsOptions';
import { makeClients, type Clients } from './clients';
import { CredentialStore, type Provided } from '../credentials/credentialStore';
import { withDeadline } from './deadline';
import { GuardedHandler, openSockets } from './guardedHandler';
import { credentialPlaces } from '../credentials/places';
import { provideAws, provideSandbox, settingsProfile } from '../credentials/provide';
import { stampOf } from '../credentials/sharedConfig';
import { isAwsHost, originOf, type Allowed } from './target';
import { translated } from '../errors/translate';

/** What a call is about: its operation and which of the user's things. */
export interface Call {
  readonly operation: string;
  readonly subject: string;
  readonly region: string;
  /** The ARN of the thing, where it has one. */
  readonly arn?: string;
}

/** What a call is sent with. */
export interface Sending {
  readonly clients: Clients;
  /** The realm that the answer belongs to. */
  readonly realm: Realm;
  readonly abortSignal: AbortSignal;
  /** Says that bytes flow: the limit of the call starts anew. */
  readonly alive: () => void;
}

// After one of these the same credentials would be refused again.
const refusals = new Set<FailureCode>(['credentials-expired', 'credentials-invalid']);

/** These carry assets, and both sides have more to do with them than to answer. */
const bulky = new Set(['PublishPackageVersion', 'GetPackageVersionAsset']);

/** The credentials, sockets and clients of one connection. */
export class Session {
  readonly #connection: Connection;
  readonly #options: AwsOptions;
  readonly #limits: Limits;
  readonly #now: () => number;
  readonly #allowed: Allowed;
  readonly #sockets: NodeHttpHandler;
  readonly #store: CredentialStore;
  readonly #clients = new WeakMap<Provided, Map<string, Clients>>();

  constructor(connection: Connection, options: AwsOptions) {
    this.#connection = connection;
    this.#options = options;
    const limits = (this.#limits = options.limits ?? defaultLimits);
    const now = (this.#now = options.now ?? Date.now);
    const sockets = (this.#sockets = openSockets(limits));
    const sandbox = connection.kind === 'sandbox';
    const { files, folders } = credentialPlaces(options);
    const allowed = (this.#allowed = sandbox
      ? { aws: false, origins: [connection.endpoint] }
      : { aws: true, origins: options.approved.map(({ origin }) => origin) });
    this.#store = sandbox
      ? new CredentialStore(provideSandbox(connection), () => Promise.resolve(''), now)
      : new CredentialStore(
          provideAws(connection, { options, limits, now, sockets, allowed }),
          () => stampOf([...files, ...folders]),
          now,
        );
  }

  /** What `send` answers, within the limits; whatever goes wrong is a `Failure` or a cancellation. */
  async call<T>(
    call: Call,
    signal: AbortSignal,
    send: (sending: Sending) => Promise<T>,
  ): Promise<T> {
    const { operation, subject, region } = call;
    if (!patterns.region.test(region)) throw new Failure('region-invalid', region, { operation });
    const provided = await this.#store.provided(signal);
    const clients = this.#clientsFor(provided, region);
    try {
      return await withDeadline(
        this.#limitMs(call),
        () => this.#late(call),
        signal,
        async (abortSignal, alive) =>
          send({ clients, realm: await this.#realm(clients), abortSignal, alive }),
        this.#limits.startTimer,
      );
    } catch (error) {
      const failure = translated(error, { operation, subject, now: this.#now() });
      if (isFailure(failure) && refusals.has(failure.code)) this.#store.forget(provided);
      const told = isFailure(failure) ? this.#placed(failure, call) : failure;
      throw this.#connection.kind === 'sandbox' ? sandboxFailure(told) : told;
    }
  }

  /** Closes idle sockets. */
  dispose(): void {
    this.#sockets.destroy();
  }

  #clientsFor(provided: Provided, region: string): Clients {
    const regions = this.#clients.get(provided) ?? new Map<string, Clients>();
    this.#clients.set(provided, regions);
    const known = regions.get(region);
    if (known) return known;
    const sandbox = this.#connection.kind === 'sandbox';
    const made = makeClients({
      region,
      profile: sandbox ? undefined : settingsProfile(this.#connection, this.#options),
      provided,
      handler: new GuardedHandler(this.#sockets, this.#allowed),
      allowed: this.#allowed,
      variants: sandbox ? { fips: false, dualStack: false } : (this.#options.endpoints ?? {}),
    });
    regions.set(region, made);
    return made;
  }

  async #realm({ codeArtifact }: Clients): Promise<Realm> {
    const endpoint = await codeArtifact.config.endpoint?.();
    if (!endpoint) return connectionRealm(this.#connection);
    return isAwsHost(endpoint.hostname) ? 'aws' : originOf(endpoint);
  }

  /** The failure with where it was met: who called, about which ARN. */
  #placed({ code, subject, details, cause }: Failure, { arn }: Call): Failure {
    const connection = connectionId(this.#connection);
    const placed = { ...details, ...(arn !== undefined && { arn }), connection };
    return new Failure(code, subject, placed, { cause });
  }

  #limitMs({ operation }: Call): number {
    return this.#limits.answerMs * (bulky.has(operation) ? 2 : 1);
  }

  #late(call: Call): Failure {
    const { operation, subject } = call;
    const what = bulky.has(operation) ? 'nothing moved' : 'no answer';
    const reason = `${what} within ${this.#limitMs(call) / 1000} s`;
    return new Failure('timeout', subject, { operation, reason });
  }
}

/** Nobody listens where the sandbox was: it has been stopped. */
function sandboxFailure(error: unknown): unknown {
  if (!isFailure(error) || error.details.errno !== 'ECONNREFUSED') return error;
  return new Failure('sandbox-stopped', error.subject, error.details, { cause: error.cause });
}
