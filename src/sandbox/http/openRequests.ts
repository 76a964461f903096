import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as wait } from 'node:timers/promises';

/** The requests in progress, so that an error outside of their own code can still end them. */
export class OpenRequests {
  readonly #current = new AsyncLocalStorage<AbortController>();
  readonly #open = new Map<AbortController, Promise<void>>();
  #abortReason: Error | undefined;

  /** Runs `handle` for one request. Its signal is aborted, with the reason, when it must end early. */
  async run(handle: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const controller = new AbortController();
    if (this.#abortReason) controller.abort(this.#abortReason);
    const done = this.#current.run(controller, () => handle(controller.signal));
    this.#open.set(controller, done);
    try {
      await done;
    } finally {
      this.#open.delete(controller);
    }
  }

  /** Aborts the request that the running code belongs to, if there is one. */
  abortCurrent(reason: unknown): void {
    this.#current.getStore()?.abort(reason);
  }

  /** Aborts every open request and every later one. */
  abortAll(reason: Error): void {
    this.#abortReason = reason;
    for (const controller of this.#open.keys()) controller.abort(reason);
  }

  /** Resolves when no request is open, or after `limitMilliseconds`. */
  async waitUntilIdle(limitMilliseconds: number): Promise<void> {
    const limit = new AbortController();
    const all = Promise.allSettled(this.#open.values());
    const timedOut = wait(limitMilliseconds, undefined, { signal: limit.signal });
    await Promise.race([all, timedOut]);
    limit.abort();
    await timedOut.catch(() => undefined);
  }
}

/** Settles as `work` does, or rejects with the reason of `signal` as soon as that is aborted. */
export async function withAbort<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const settled = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const once = { once: true, signal: settled.signal };
    signal.addEventListener('abort', () => reject(signal.reason as Error), once);
  });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    settled.abort();
  }
}
