import type { Identity } from '../../core/codeArtifact';
import type { Failure } from '../../core/failure';
import { isOffline } from './lists';

/** What is known of a connection besides its name. */
export interface ConnectionState {
  /** Who the credentials are, once that has been asked. */
  readonly identity?: Identity;
  /** When something was last answered, here or in a window before. */
  readonly answered?: Date;
  /** Why nobody is reached now. */
  readonly offline?: Failure;
}

/** How the connections do, by their ids: learnt from what the explorer asks for anyway. */
export class ConnectionHealth {
  readonly #states = new Map<string, ConnectionState>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** What is known of the connection `id`. */
  of(id: string): ConnectionState {
    return this.#states.get(id) ?? {};
  }

  /** Something was answered. Tells whether that is news to the tree. */
  answered(id: string): boolean {
    const { offline, ...before } = this.of(id);
    this.#states.set(id, { ...before, answered: this.#now() });
    return offline !== undefined;
  }

  /** Something went wrong. Tells whether that is news to the tree. */
  failed(id: string, failure: Failure): boolean {
    const { offline, ...before } = this.of(id);
    if (!isOffline(failure)) {
      this.#states.set(id, before);
      return offline !== undefined;
    }
    this.#states.set(id, { ...before, offline: failure });
    return offline === undefined;
  }

  /** What is shown was answered `at`, in a window before. Tells whether that is news to the tree. */
  recalled(id: string, at: Date): boolean {
    const before = this.of(id);
    if (before.answered && before.answered >= at) return false;
    this.#states.set(id, { ...before, answered: at });
    return true;
  }

  /** Who it is. Tells whether that is news to the tree. */
  identified(id: string, identity: Identity): boolean {
    const before = this.of(id);
    this.#states.set(id, { ...before, identity });
    return before.identity?.arn !== identity.arn;
  }
}
