import type { TransferClock } from './transferClock';

/** CodeArtifact accepts 10 `PublishPackageVersion` requests per second and account. */
const minIntervalMs = 110;

/** Returns a function that resolves at most as often as CodeArtifact accepts publications. */
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
