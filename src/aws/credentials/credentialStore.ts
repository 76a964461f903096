import type { AwsCredentialIdentity } from '@smithy/types';
import { rejectOnAbort } from '../errors/abortError';

/** Credentials and what the shared files say beside them. */
export interface ResolvedCredentials {
  readonly credentials: AwsCredentialIdentity;
  /** The endpoints that settings name; the SDK derives the others. */
  readonly endpoints: { readonly codeartifact?: string; readonly sts?: string };
}

/** Gets credentials anew. `signal` aborts when nobody waits for them any more. */
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

/** The SDK's own providers renew that long before the end. */
const renewBeforeMs = 5 * 60_000;

/**
 * Credentials, kept as long as they are valid and the files that they came from are unchanged, and
 * got once however many ask at the same time. A failure is never kept.
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

  /** The same object as long as the credentials are the same. */
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

  /** Makes the next call get credentials anew: the service has refused these. */
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
