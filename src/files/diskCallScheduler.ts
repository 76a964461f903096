/** How long synchronous calls may block the event loop in a row, and when a single call is slow. */
const syncBudgetMilliseconds = 8;
const slowCallMilliseconds = 4;
/** How many calls run on the thread pool after a slow one. */
const asyncCallsAfterSlowCall = 500;

/**
 * Decides where a short file system call runs. Most are answered from memory, where a thread switch
 * costs ten times as much as the call. On a slow disk, all but one of 500 calls run on Node's thread
 * pool; on a fast one, just enough to keep the event loop responsive.
 */
export class DiskCallScheduler {
  readonly #now: () => number;
  #syncMilliseconds = 0;
  #remainingAsyncCalls = 0;

  /** `now` returns milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Returns the result of `callSync`, which blocks, or of `callAsync`. */
  call<T>(callSync: () => T, callAsync: () => Promise<T>): T | Promise<T> {
    if (this.#remainingAsyncCalls > 0) {
      this.#remainingAsyncCalls--;
      return callAsync();
    }
    if (this.#syncMilliseconds >= syncBudgetMilliseconds) return this.#runAsync(callAsync);
    const started = this.#now();
    try {
      return callSync();
    } finally {
      const took = this.#now() - started;
      this.#syncMilliseconds += took;
      if (took > slowCallMilliseconds) this.#remainingAsyncCalls = asyncCallsAfterSlowCall;
    }
  }

  async #runAsync<T>(callAsync: () => Promise<T>): Promise<T> {
    try {
      return await callAsync();
    } finally {
      this.#syncMilliseconds = 0;
    }
  }
}
