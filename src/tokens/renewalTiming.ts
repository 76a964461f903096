import type { Token, TokenHint } from '../core/token';

/** How often due renewals are checked. Short, because timers do not run while the computer sleeps. */
export const pollIntervalMs = 30_000;

/** The minimum time between two requests for the same domain. */
export const minRequestGapMs = 60_000;

/** After this time, a claim no longer blocks other windows: its window may have been closed. */
export const claimTimeoutMs = 120_000;

/** Clock differences up to this are normal. */
const toleranceMs = 5 * 60_000;

/** The service's default lifetime, assumed for tokens that do not say when they were issued. */
const defaultLifetimeMs = 12 * 3_600_000;

const backoffMinutes = [1, 4, 10, 15, 20, 30];

/**
 * The remaining lifetime of a token that was just fetched, in milliseconds. Without the service's
 * time, `expires` is compared with the local clock; if the result differs much from the requested
 * duration, the local clock is wrong and the requested duration is used.
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

/** When a token is renewed: after 78 to 82 % of its lifetime. `random` is in [0, 1). */
export function renewAfterMs(life: number, random: number): number {
  return Math.max(minRequestGapMs, life * (0.78 + 0.04 * random));
}

/** How long to wait after a number of consecutive failures. At most six attempts fall into the first hour. */
export function backoffMs(failures: number, random: number): number {
  const minutes = backoffMinutes[Math.min(failures, backoffMinutes.length) - 1] ?? 0;
  return minutes * 60_000 * (1 + 0.1 * random);
}

/** When to renew a token that another program fetched: after 80 % of the lifetime in its header. */
export function renewalDueFromHint({ issued, expires }: TokenHint): number {
  const end = expires.getTime();
  const start = issued?.getTime() ?? end - defaultLifetimeMs;
  return start + (end - start) * 0.8;
}

/**
 * Whether the system clock was set back between two checks: it advanced by less than the time that
 * passed. (It advances by more while the computer sleeps.)
 */
export function wasClockSetBack(clockMs: number, elapsedMs: number): boolean {
  return clockMs < elapsedMs - minRequestGapMs;
}
