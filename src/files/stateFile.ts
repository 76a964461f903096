import type { FileSystemHost } from './fileSystemHost';
import { readBytes } from './readBytes';
import { replaceFile } from './replaceFile';

/** How a state file is kept. */
export interface StateFileOptions {
  /** This computer unless said. */
  readonly host?: FileSystemHost;
}

/**
 * Our own JSON state, shared by all windows: read and changed under the lock, never half written.
 * `parse` checks what was read, and is given undefined when the file is absent or not JSON;
 * `update` may run several times.
 */
export async function updateState<T>(
  path: string,
  parse: (json: unknown) => T,
  update: (state: T) => T | Promise<T>,
  options: StateFileOptions,
  signal: AbortSignal,
): Promise<T> {
  let state: T | undefined;
  await replaceFile(
    path,
    async bytes => {
      state = await update(parse(parseJson(bytes)));
      return new TextEncoder().encode(`${JSON.stringify(state)}\n`);
    },
    { ...options, hardLinks: 'replace' },
    signal,
  );
  return state as T;
}

/** The state as it is now. */
export async function readState<T>(
  path: string,
  parse: (json: unknown) => T,
  options: StateFileOptions,
  signal: AbortSignal,
): Promise<T> {
  return parse(parseJson(await readBytes(path, options, signal)));
}

function parseJson(bytes: Uint8Array | undefined): unknown {
  try {
    return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as unknown);
  } catch {
    return undefined;
  }
}
