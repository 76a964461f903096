/** For how long calls may keep the event loop waiting, and how long one of them is a slow one. */
const syncBudgetMilliseconds = 8;
const slowCallMilliseconds = 4;
/** After a slow call, so many are left to the pool. */
const asyncCallsAfterSlowCall = 500;

/**
 * Where to make a short call to the disk: most are answered from memory, and a change of threads
 * costs ten times as much as they do. On a disk that lets one wait, all but one of 500 calls are made
 * on Node's pool; on a quick one, as many as keep the event loop turning.
 */
export class DiskCallScheduler {
  readonly #now: () => number;
  #syncMilliseconds = 0;
  #remainingAsyncCalls = 0;

  /** `now` counts milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Answers with `here`, which blocks, or with `onThePool`. */
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
