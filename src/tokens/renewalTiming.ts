import type { Token, TokenHint } from '../core/token';

/** How often a keeper looks at the clock. Short, because a timer does not notice that we slept. */
export const pollIntervalMs = 30_000;

/** Two requests for the same domain are never closer than this. */
export const minRequestGapMs = 60_000;

/** A request that has not ended after this has been given up, or its window closed. */
export const claimTimeoutMs = 120_000;

/** Clocks that differ by less are not wrong. */
const toleranceMs = 5 * 60_000;

/** When a token of unknown life was probably issued before its end: the service's default. */
const defaultLifetimeMs = 12 * 3_600_000;

const backoffMinutes = [1, 4, 10, 15, 20, 30];

/**
 * How long a token that has just been fetched will live, in milliseconds. Where AWS's time is not
 * known, `expires` is by AWS's clock and `now` by ours: where they disagree about what was asked
 * for, ours is wrong.
 */
export function tokenLifetimeMs(
  { expires, life }: Pick<Token, 'expires' | 'life'>,
  now: number,
  requestedSeconds: number,
): number {
  if (life) return life.seconds * 1000;
  const left = expires.getTime() - now;
  const requestedMs = requestedSeconds * 1000;
  return requestedSeconds > 0 && Math.abs(left - requestedMs) > toleranceMs ? requestedMs : left;
}

/** After how long a token is renewed: at 78 to 82 % of its life. `random` is in [0, 1). */
export function renewAfterMs(life: number, random: number): number {
  return Math.max(minRequestGapMs, life * (0.78 + 0.04 * random));
}

/** How long to wait after the given number of failures in a row: six tries in the first hour, at most. */
export function backoffMs(failures: number, random: number): number {
  const minutes = backoffMinutes[Math.min(failures, backoffMinutes.length) - 1] ?? 0;
  return minutes * 60_000 * (1 + 0.1 * random);
}

/** When to renew a token that somebody else fetched, by what it says of itself. */
export function renewalDueFromHint({ issued, expires }: TokenHint): number {
  const end = expires.getTime();
  const start = issued?.getTime() ?? end - defaultLifetimeMs;
  return start + (end - start) * 0.8;
}

/**
 * Whether the clock was set back between two looks: it went forward by less than the time that
 * really passed. (That it went forward by more is what sleeping looks like.)
 */
export function wasClockSetBack(clockMs: number, elapsedMs: number): boolean {
  return clockMs < elapsedMs - minRequestGapMs;
}
