/**
 * Our own JSON state, shared by all windows: read and changed under the lock, never half written.
 * `parse` checks what was read, and is given undefined when the file is absent or not JSON.
 */
export function updateState<T>(
  path: string,
  parse: (json: unknown) => T,
  update: (state: T) => T | Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  throw new Error(`not built yet: ${path} ${typeof parse} ${typeof update} ${typeof signal}`);
}

/** The state as it is now. */
export function readState<T>(
  path: string,
  parse: (json: unknown) => T,
  signal: AbortSignal,
): Promise<T> {
  throw new Error(`not built yet: ${path} ${typeof parse} ${typeof signal}`);
}
