import type { AwsCredentialIdentity } from '@smithy/types';
import type { EndpointVariants } from '../client/endpointVariants';
import { rejectOnAbort } from '../errors/abortError';

/** Credentials with the endpoints that the settings and shared files configure. */
export interface ResolvedCredentials {
  readonly credentials: AwsCredentialIdentity;
  /** The configured endpoints; the SDK derives the others from the region. */
  readonly endpoints: { readonly codeartifact?: string; readonly sts?: string };
  readonly variants: EndpointVariants;
}

/** Loads credentials. `signal` aborts when nobody waits for them anymore. */
export type CredentialProvider = (signal: AbortSignal) => Promise<ResolvedCredentials>;

interface CachedCredentials {
  readonly fingerprint: string;
  readonly resolved: ResolvedCredentials;
}

interface PendingRequest {
  readonly fingerprint: string;
  readonly promise: Promise<ResolvedCredentials>;
  readonly abortController: AbortController;
  waiters: number;
}

/** The same margin as in the SDK's own credential cache. */
const renewBeforeMs = 5 * 60_000;

/**
 * Caches credentials while they are valid and the files that they came from are unchanged. Concurrent
 * calls share one request. Failures are not cached.
 */
export class CredentialStore {
  readonly #provider: CredentialProvider;
  readonly #fingerprint: () => Promise<string>;
  readonly #now: () => number;
  #cached: CachedCredentials | undefined;
  #pending: PendingRequest | undefined;

  constructor(provider: CredentialProvider, fingerprint: () => Promise<string>, now: () => number) {
    this.#provider = provider;
    this.#fingerprint = fingerprint;
    this.#now = now;
  }

  /** Returns the same object as long as the credentials are the same. */
  async get(signal: AbortSignal): Promise<ResolvedCredentials> {
    const fingerprint = await rejectOnAbort(this.#fingerprint(), signal);
    if (
      this.#cached &&
      this.#cached.fingerprint === fingerprint &&
      this.#isFresh(this.#cached.resolved)
    )
      return this.#cached.resolved;
    const pending =
      this.#pending?.fingerprint === fingerprint ? this.#pending : this.#start(fingerprint);
    pending.waiters += 1;
    try {
      return await rejectOnAbort(pending.promise, signal);
    } finally {
      pending.waiters -= 1;
      if (pending.waiters === 0) {
        pending.abortController.abort();
        if (this.#pending === pending) this.#pending = undefined;
      }
    }
  }

  /** Makes the next call load new credentials, because the service refused these. */
  invalidate(refused: ResolvedCredentials): void {
    if (this.#cached?.resolved === refused) this.#cached = undefined;
  }

  #start(fingerprint: string): PendingRequest {
    const abortController = new AbortController();
    const promise = this.#provider(abortController.signal).then(resolved => {
      this.#cached = { fingerprint, resolved };
      return resolved;
    });
    const pending: PendingRequest = { fingerprint, promise, abortController, waiters: 0 };
    this.#pending = pending;
    return pending;
  }

  #isFresh({ credentials: { expiration } }: ResolvedCredentials): boolean {
    return expiration === undefined || expiration.getTime() - this.#now() > renewBeforeMs;
  }
}
