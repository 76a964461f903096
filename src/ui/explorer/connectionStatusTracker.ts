import type { Identity } from '../../core/codeArtifact';
import type { Failure } from '../../core/failure';
import { isOffline } from './childNodeLoader';

/** What is known of a connection besides its name. */
export interface ConnectionStatus {
  /** Who the credentials are, once that has been asked. */
  readonly identity?: Identity;
  /** When something was last answered, here or in a window before. */
  readonly lastResponseAt?: Date;
  /** Why nobody is reached now. */
  readonly offline?: Failure;
}

/** How the connections do, by their ids: learnt from what the explorer asks for anyway. */
export class ConnectionStatusTracker {
  readonly #statuses = new Map<string, ConnectionStatus>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** What is known of the connection `id`. */
  get(id: string): ConnectionStatus {
    return this.#statuses.get(id) ?? {};
  }

  /** Something was answered. Tells whether that is news to the tree. */
  recordResponse(id: string): boolean {
    const { offline, ...before } = this.get(id);
    this.#statuses.set(id, { ...before, lastResponseAt: this.#now() });
    return offline !== undefined;
  }

  /** Something went wrong. Tells whether that is news to the tree. */
  recordFailure(id: string, failure: Failure): boolean {
    const { offline, ...before } = this.get(id);
    if (!isOffline(failure)) {
      this.#statuses.set(id, before);
      return offline !== undefined;
    }
    this.#statuses.set(id, { ...before, offline: failure });
    return offline === undefined;
  }

  /** What is shown was answered `at`, in a window before. Tells whether that is news to the tree. */
  recordCachedResponse(id: string, at: Date): boolean {
    const before = this.get(id);
    if (before.lastResponseAt && before.lastResponseAt >= at) return false;
    this.#statuses.set(id, { ...before, lastResponseAt: at });
    return true;
  }

  /** Who it is. Tells whether that is news to the tree. */
  recordIdentity(id: string, identity: Identity): boolean {
    const before = this.get(id);
    this.#statuses.set(id, { ...before, identity });
    return before.identity?.arn !== identity.arn;
  }
}
