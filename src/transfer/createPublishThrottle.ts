import type { TransferClock } from './transferClock';

/** The service takes 10 `PublishPackageVersion` a second of an account (its quotas). */
const minIntervalMs = 110;

/** Gives turns, one after the other, at most as fast as the service takes publications. */
export function createPublishThrottle(
  clock: TransferClock,
): (signal: AbortSignal) => Promise<void> {
  let nextAt = Number.NEGATIVE_INFINITY;
  return async signal => {
    const now = clock.elapsed();
    const at = Math.max(now, nextAt);
    nextAt = at + minIntervalMs;
    if (at > now) await clock.wait(at - now, signal);
  };
}
