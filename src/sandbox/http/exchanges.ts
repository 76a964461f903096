import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as wait } from 'node:timers/promises';

/** The requests that are not answered yet, so that an error beside their own code still answers them. */
export class Exchanges {
  readonly #current = new AsyncLocalStorage<AbortController>();
  readonly #open = new Map<AbortController, Promise<void>>();
  #refusal: Error | undefined;

  /** Runs `handle` for one request. Its signal is aborted, with the reason, once it cannot be served. */
  async run(handle: (broken: AbortSignal) => Promise<void>): Promise<void> {
    const broken = new AbortController();
    if (this.#refusal) broken.abort(this.#refusal);
    const done = this.#current.run(broken, () => handle(broken.signal));
    this.#open.set(broken, done);
    try {
      await done;
    } finally {
      this.#open.delete(broken);
    }
  }

  /** Breaks off the request out of which the running code was called, if there is one. */
  breakCurrent(reason: unknown): void {
    this.#current.getStore()?.abort(reason);
  }

  /** Breaks off every request, and all that come later. */
  breakAll(reason: Error): void {
    this.#refusal = reason;
    for (const broken of this.#open.keys()) broken.abort(reason);
  }

  /** Resolves when no request is open, or after `limitMilliseconds`. */
  async idle(limitMilliseconds: number): Promise<void> {
    const limit = new AbortController();
    const all = Promise.allSettled(this.#open.values());
    const late = wait(limitMilliseconds, undefined, { signal: limit.signal });
    await Promise.race([all, late]);
    limit.abort();
    await late.catch(() => undefined);
  }
}

/** Settles as `work` does; rejects with the reason of `broken` as soon as that is aborted. */
export async function unlessBroken<T>(work: () => Promise<T>, broken: AbortSignal): Promise<T> {
  broken.throwIfAborted();
  const settled = new AbortController();
  const breaks = new Promise<never>((_, reject) => {
    const once = { once: true, signal: settled.signal };
    broken.addEventListener('abort', () => reject(broken.reason as Error), once);
  });
  try {
    return await Promise.race([work(), breaks]);
  } finally {
    settled.abort();
  }
}
