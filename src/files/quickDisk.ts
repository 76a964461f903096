/** For how long calls may keep the event loop waiting, and how long one of them is a slow one. */
const sliceMilliseconds = 8;
const slowMilliseconds = 4;
/** After a slow call, so many are left to the pool. */
const patience = 500;

/**
 * Where to make a short call to the disk: most are answered from memory, and a change of threads
 * costs ten times as much as they do. On a disk that lets one wait, all but one of 500 calls are made
 * on Node's pool; on a quick one, as many as keep the event loop turning.
 */
export class QuickDisk {
  readonly #now: () => number;
  #spentMilliseconds = 0;
  #callsForThePool = 0;

  /** `now` counts milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Answers with `here`, which blocks, or with `onThePool`. */
  call<T>(here: () => T, onThePool: () => Promise<T>): T | Promise<T> {
    if (this.#callsForThePool > 0) {
      this.#callsForThePool--;
      return onThePool();
    }
    if (this.#spentMilliseconds >= sliceMilliseconds) return this.#afterATurn(onThePool);
    const started = this.#now();
    try {
      return here();
    } finally {
      const took = this.#now() - started;
      this.#spentMilliseconds += took;
      if (took > slowMilliseconds) this.#callsForThePool = patience;
    }
  }

  async #afterATurn<T>(onThePool: () => Promise<T>): Promise<T> {
    try {
      return await onThePool();
    } finally {
      this.#spentMilliseconds = 0;
    }
  }
}
