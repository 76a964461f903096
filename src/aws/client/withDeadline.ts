import { Failure, isCancelled } from '../../core/failure';
import { systemTimer } from '../../shared/timer';
import { rejectOnAbort } from '../errors/abortError';
import type { CredentialContext } from '../credentials/credentialContext';

/**
 * Resolves as `run` does, or rejects with `createFailure()` once `milliseconds` have passed since `run`
 * began or last called `keepAlive`. The signal given to `run` aborts on the deadline and with `signal`.
 * An aborted `signal` rejects at once, whatever `run` does.
 */
export async function withDeadline<T>(
  milliseconds: number,
  createFailure: () => Failure,
  signal: AbortSignal,
  run: (signal: AbortSignal, keepAlive: () => void) => Promise<T>,
  startTimer = systemTimer,
): Promise<T> {
  const timeoutController = new AbortController();
  const timer = startTimer(() => timeoutController.abort(), milliseconds);
  const combinedSignal = AbortSignal.any([signal, timeoutController.signal]);
  try {
    combinedSignal.throwIfAborted();
    return await rejectOnAbort(run(combinedSignal, timer.refresh), combinedSignal);
  } catch (error) {
    if (timeoutController.signal.aborted && !signal.aborted && isCancelled(error))
      throw createFailure();
    throw error;
  } finally {
    timer.stop();
  }
}

/** Resolves as `load` does, which may send several requests, within the deadline of one call. */
export function withCredentialDeadline<T>(
  subject: string,
  { limits, signal }: Pick<CredentialContext, 'limits' | 'signal'>,
  load: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const createFailure = (): Failure =>
    new Failure('timeout', subject, { reason: 'no credentials in time' });
  return withDeadline(limits.answerMs, createFailure, signal, load, limits.startTimer);
}
