import { setTimeout as sleep } from 'node:timers/promises';

/** The clock and randomness that transfers use; tests pass another one. */
export interface TransferClock {
  /** Milliseconds of a monotonic clock. */
  readonly elapsed: () => number;
  /** Resolves after the given time; rejects when `signal` aborts. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** A random number in [0, 1). */
  readonly random: () => number;
}

/** The clock of this computer. */
export const systemClock: TransferClock = {
  elapsed: () => performance.now(),
  wait: async (milliseconds, signal) => {
    await sleep(milliseconds, undefined, { signal });
  },
  random: () => Math.random(),
};
