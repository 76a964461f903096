import { isCancelled, type Failure } from '../model/failure';
import { untilAborted } from './cancelled';

/**
 * What `run` answers, or the failure `late()` once `milliseconds` have passed. `run` is given a
 * signal that aborts on either; an aborted `signal` rejects at once, whatever `run` does.
 */
export async function withDeadline<T>(
  milliseconds: number,
  late: () => Failure,
  signal: AbortSignal,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const clock = new AbortController();
  const timer = setTimeout(() => clock.abort(), milliseconds);
  const both = AbortSignal.any([signal, clock.signal]);
  try {
    both.throwIfAborted();
    return await untilAborted(run(both), both);
  } catch (error) {
    if (clock.signal.aborted && !signal.aborted && isCancelled(error)) throw late();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
