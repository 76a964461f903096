import type { Identity } from '../../core/codeArtifact';
import type { Failure } from '../../core/failure';
import { isOffline } from './childNodeLoader';

/** What is known about a connection besides its name. */
export interface ConnectionStatus {
  /** The identity of the credentials, if it has been requested. */
  readonly identity?: Identity;
  /** When the service last responded, in this window or an earlier one. */
  readonly lastResponseAt?: Date;
  /** Why the service cannot be reached now. */
  readonly offline?: Failure;
}

/**
 * The status of connections, by id. It is derived from the requests that the explorer makes anyway.
 */
export class ConnectionStatusTracker {
  readonly #statuses = new Map<string, ConnectionStatus>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** The status of the connection `id`. */
  get(id: string): ConnectionStatus {
    return this.#statuses.get(id) ?? {};
  }

  /** Records a response. Returns whether the tree has to be redrawn. */
  recordResponse(id: string): boolean {
    const { offline, ...before } = this.get(id);
    this.#statuses.set(id, { ...before, lastResponseAt: this.#now() });
    return offline !== undefined;
  }

  /** Records a failure. Returns whether the tree has to be redrawn. */
  recordFailure(id: string, failure: Failure): boolean {
    const { offline, ...before } = this.get(id);
    if (!isOffline(failure)) {
      this.#statuses.set(id, before);
      return offline !== undefined;
    }
    this.#statuses.set(id, { ...before, offline: failure });
    return offline === undefined;
  }

  /** Records that the cached items are from `at`. Returns whether the tree has to be redrawn. */
  recordCachedResponse(id: string, at: Date): boolean {
    const before = this.get(id);
    if (before.lastResponseAt && before.lastResponseAt >= at) return false;
    this.#statuses.set(id, { ...before, lastResponseAt: at });
    return true;
  }

  /** Records the identity. Returns whether the tree has to be redrawn. */
  recordIdentity(id: string, identity: Identity): boolean {
    const before = this.get(id);
    this.#statuses.set(id, { ...before, identity });
    return before.identity?.arn !== identity.arn;
  }
}
