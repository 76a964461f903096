/** What an aborted call rejects with: `isCancelled` is true for it. */
export function cancelled(): Error {
  return Object.assign(new Error('Cancelled'), { name: 'AbortError' });
}

/**
 * Settles as `work` does, or rejects with `cancelled()` as soon as `signal` aborts. How `work` ends
 * after that is nobody's business, and never an unhandled rejection.
 */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    // A signal of its own: Node warns of a leak when one signal has more than ten listeners.
    const own = AbortSignal.any([signal]);
    const abort = (): void => reject(cancelled());
    work.then(resolve, reject).finally(() => own.removeEventListener('abort', abort));
    if (own.aborted) abort();
    else own.addEventListener('abort', abort, { once: true });
  });
}
