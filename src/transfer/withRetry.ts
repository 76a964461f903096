import { isFailure, type Failure } from '../core/failure';
import { failureTraits } from '../core/failureTraits';
import type { TransferClock } from './transferClock';

const maxAttempts = 5;
const baseDelayMs = 500;
const maxDelayMs = 20_000;

/** Told before a try is made again: how it failed, and after how long the next one begins. */
export type OnRetry = (failure: Failure, waitMs: number) => void;

/**
 * What `run` answers, in at most five tries: after a failure of the network or of the service it is
 * run again, later each time and not before the service asked for.
 */
export async function withRetry<T>(
  run: () => Promise<T>,
  clock: TransferClock,
  onRetry: OnRetry,
  signal: AbortSignal,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (attempt === maxAttempts || !isFailure(error) || !failureTraits[error.code].transient)
        throw error;
      const waitMs = retryDelay(error, attempt, clock);
      onRetry(error, waitMs);
      await clock.wait(waitMs, signal);
    }
  }
}

/** Whether the request of a call that failed so may have been carried out all the same. */
export function mayHaveSucceeded({ code }: Failure): boolean {
  return code === 'conflict' || (!!failureTraits[code].transient && code !== 'host-unknown');
}

function retryDelay({ details }: Failure, attempt: number, clock: TransferClock): number {
  const backoffMs = baseDelayMs * 2 ** (attempt - 1) * (0.75 + clock.random() / 2);
  const requestedMs = (details.retryAfterSeconds ?? 0) * 1000;
  return Math.min(maxDelayMs, Math.max(backoffMs, requestedMs));
}
