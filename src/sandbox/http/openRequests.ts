import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as wait } from 'node:timers/promises';

/** The requests that are not answered yet, so that an error beside their own code still answers them. */
export class OpenRequests {
  readonly #current = new AsyncLocalStorage<AbortController>();
  readonly #open = new Map<AbortController, Promise<void>>();
  #abortReason: Error | undefined;

  /** Runs `handle` for one request. Its signal is aborted, with the reason, once it cannot be served. */
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

  /** Breaks off the request out of which the running code was called, if there is one. */
  abortCurrent(reason: unknown): void {
    this.#current.getStore()?.abort(reason);
  }

  /** Breaks off every request, and all that come later. */
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

/** Settles as `work` does; rejects with the reason of `broken` as soon as that is aborted. */
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
