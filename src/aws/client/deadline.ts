import { Failure, isCancelled } from '../../core/failure';
import { systemTimer } from '../../shared/timer';
import { untilAborted } from '../errors/cancelled';
import type { CredentialContext } from '../credentials/credentialContext';

/**
 * What `run` answers, or the failure `late()` once `milliseconds` have passed since it began or last
 * called `alive`. `run` is given a signal that aborts on either; an aborted `signal` rejects at once,
 * whatever `run` does.
 */
export async function withDeadline<T>(
  milliseconds: number,
  late: () => Failure,
  signal: AbortSignal,
  run: (signal: AbortSignal, alive: () => void) => Promise<T>,
  startTimer = systemTimer,
): Promise<T> {
  const clock = new AbortController();
  const timer = startTimer(() => clock.abort(), milliseconds);
  const both = AbortSignal.any([signal, clock.signal]);
  try {
    both.throwIfAborted();
    return await untilAborted(run(both, timer.refresh), both);
  } catch (error) {
    if (clock.signal.aborted && !signal.aborted && isCancelled(error)) throw late();
    throw error;
  } finally {
    timer.stop();
  }
}

/** What `ask` answers, unless it takes longer than a call may: several requests may be behind it. */
export function inTime<T>(
  subject: string,
  { limits, signal }: Pick<CredentialContext, 'limits' | 'signal'>,
  ask: () => Promise<T>,
): Promise<T> {
  const late = (): Failure => new Failure('timeout', subject, { reason: 'no credentials in time' });
  return withDeadline(limits.answerMs, late, signal, ask, limits.startTimer);
}
