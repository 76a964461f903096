import { constants, type BigIntStats } from 'node:fs';
import { errnoOf, unsupported } from './errors';
import type { Machine, OpenFile } from './machine';

/** Files larger than this are refused unless something else is said. */
export const largestBytes = 16 * 1024 * 1024;

/** Why a file of this kind cannot be used; undefined for a regular file. */
function kindProblem(stats: BigIntStats): string | undefined {
  if (stats.isFile()) return undefined;
  if (stats.isDirectory()) return 'it is a folder';
  if (stats.isFIFO()) return 'it is a pipe, not a file';
  if (stats.isSocket()) return 'it is a socket, not a file';
  return 'it is a device, not a file';
}

/** Opens with a few tries more where too many files are open, as `signal` allows. */
export async function openPatiently(
  { calls, wait }: Machine,
  path: string,
  flags: number,
  mode: number,
  signal: AbortSignal,
): Promise<OpenFile> {
  for (let tries = 1; ; tries++) {
    try {
      return await calls.open(path, flags, mode);
    } catch (error) {
      const errno = errnoOf(error);
      const busy = errno === 'EMFILE' || errno === 'ENFILE' || errno === 'EAGAIN';
      if (!busy || tries === 8) throw error;
      await wait(10 * 2 ** tries, signal);
    }
  }
}

/**
 * Opens an existing regular file for reading. `path` must not be a link. Throws `file-unsupported`
 * for anything else, without opening it.
 */
export async function openRegular(
  machine: Machine,
  path: string,
  signal: AbortSignal,
): Promise<OpenFile> {
  const problem = kindProblem(await machine.calls.lstat(path));
  if (problem !== undefined) throw unsupported(path, problem);
  // Should a pipe take the file's place just now, opening must not wait for its other end.
  const careful = machine.platform === 'win32' ? 0 : constants.O_NONBLOCK | constants.O_NOFOLLOW;
  const file = await openPatiently(machine, path, constants.O_RDONLY | careful, 0, signal);
  try {
    const now = kindProblem(await file.stat());
    if (now !== undefined) throw unsupported(path, now);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** All bytes of an open file. Throws `file-unsupported` above `maxBytes`. */
export async function readAll(
  file: OpenFile,
  path: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const { size } = await file.stat();
  const parts: Uint8Array[] = [];
  for (let total = 0; ;) {
    signal.throwIfAborted();
    // One byte more than expected, so that the end shows without another round for each part.
    const wanted = Math.max(1, Math.min(Number(size), maxBytes) - total + 1);
    const part = new Uint8Array(wanted);
    const length = await file.read(part, total);
    if (length === 0) return new Uint8Array(Buffer.concat(parts));
    parts.push(part.subarray(0, length));
    total += length;
    if (total > maxBytes)
      throw unsupported(path, `it is larger than ${Math.floor(maxBytes / 1024)} KiB`);
  }
}
