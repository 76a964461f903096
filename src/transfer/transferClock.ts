import { setTimeout as sleep } from 'node:timers/promises';

/** The time, as transfers need it. */
export interface TransferClock {
  /** Milliseconds since some moment, by a clock that nobody sets. */
  readonly elapsed: () => number;
  /** Resolves after a time; rejects when `signal` aborts. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** In [0, 1). */
  readonly random: () => number;
}

/** This computer's. */
export const systemClock: TransferClock = {
  elapsed: () => performance.now(),
  wait: async (milliseconds, signal) => {
    await sleep(milliseconds, undefined, { signal });
  },
  random: () => Math.random(),
};
