import { setTimeout } from 'node:timers/promises';

/** Resolves after `milliseconds`, or rejects with an abort error as soon as `signal` aborts. */
export async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal });
}
