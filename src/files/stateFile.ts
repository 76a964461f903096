import type { FileSystemHost } from './fileSystemHost';
import { readBytes } from './readBytes';
import { replaceFile } from './replaceFile';

/** How a state file is read and written. */
export interface StateFileOptions {
  /** Defaults to this computer. */
  readonly host?: FileSystemHost;
}

/**
 * Updates a JSON file of this extension that all windows share, under its lock and atomically. `parse`
 * validates the content, and receives undefined when the file is missing or is not JSON. `update` can
 * run several times. Throws as `replaceFile` does.
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

/** Reads the state of a JSON file. `parse` is as in `updateState`. Throws as `readBytes` does. */
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
