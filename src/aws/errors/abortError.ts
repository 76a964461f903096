/** Creates the error that an aborted call rejects with; `isCancelled` is true for it. */
export function createAbortError(): Error {
  return Object.assign(new Error('Cancelled'), { name: 'AbortError' });
}

/**
 * Settles as `work` does, or rejects with an abort error as soon as `signal` aborts. The result of
 * `work` is ignored after that and never becomes an unhandled rejection.
 */
export function rejectOnAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    // A derived signal, because Node warns of a leak when one signal has more than ten listeners.
    const ownSignal = AbortSignal.any([signal]);
    const abort = (): void => reject(createAbortError());
    work.then(resolve, reject).finally(() => ownSignal.removeEventListener('abort', abort));
    if (ownSignal.aborted) abort();
    else ownSignal.addEventListener('abort', abort, { once: true });
  });
}
