import { isFailure, type Failure } from '../core/failure';
import { failureTraits } from '../core/failureTraits';
import type { TransferClock } from './transferClock';

const maxAttempts = 5;
const baseDelayMs = 500;
const maxDelayMs = 20_000;

/** Called before another attempt, with the failure and the time until that attempt. */
export type OnRetry = (failure: Failure, waitMs: number) => void;

/**
 * Runs `run` up to five times: it is repeated after a transient failure of the network or the service,
 * with growing delays and not before the time that the service asked for. Throws the last failure.
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

/** Whether the service may have carried out a request that failed like this. */
export function mayHaveSucceeded({ code }: Failure): boolean {
  return code === 'conflict' || (!!failureTraits[code].transient && code !== 'host-unknown');
}

function retryDelay({ details }: Failure, attempt: number, clock: TransferClock): number {
  const backoffMs = baseDelayMs * 2 ** (attempt - 1) * (0.75 + clock.random() / 2);
  const requestedMs = (details.retryAfterSeconds ?? 0) * 1000;
  return Math.min(maxDelayMs, Math.max(backoffMs, requestedMs));
}
