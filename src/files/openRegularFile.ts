import { constants, type BigIntStats } from 'node:fs';
import { errnoOf, unsupportedFile } from './fileErrors';
import type { FileSystemHost, OpenFile } from './fileSystemHost';

/** Larger files are refused by default: 16 MiB. */
export const defaultMaxBytes = 16 * 1024 * 1024;

/** Why a file of this kind cannot be used; undefined for a regular file. */
function unsupportedKindReason(stats: BigIntStats): string | undefined {
  if (stats.isFile()) return undefined;
  if (stats.isDirectory()) return 'it is a folder';
  if (stats.isFIFO()) return 'it is a pipe, not a file';
  if (stats.isSocket()) return 'it is a socket, not a file';
  return 'it is a device, not a file';
}

/** Opens a file, and tries up to eight times when too many files are open. */
export async function openWithRetry(
  { calls, wait }: FileSystemHost,
  path: string,
  flags: number,
  mode: number,
  signal: AbortSignal,
): Promise<OpenFile> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await calls.open(path, flags, mode);
    } catch (error) {
      const errno = errnoOf(error);
      const busy = errno === 'EMFILE' || errno === 'ENFILE' || errno === 'EAGAIN';
      if (!busy || attempt === 8) throw error;
      await wait(10 * 2 ** attempt, signal);
    }
  }
}

/**
 * Opens an existing regular file for reading. `path` must not be a link. Throws `file-unsupported`
 * for anything else, without opening it.
 */
export async function openRegularFile(
  host: FileSystemHost,
  path: string,
  signal: AbortSignal,
): Promise<OpenFile> {
  const problem = unsupportedKindReason(await host.calls.lstat(path));
  if (problem !== undefined) throw unsupportedFile(path, problem);
  // If a pipe replaces the file right now, opening it must not wait for a writer.
  const safeFlags = host.platform === 'win32' ? 0 : constants.O_NONBLOCK | constants.O_NOFOLLOW;
  const file = await openWithRetry(host, path, constants.O_RDONLY | safeFlags, 0, signal);
  try {
    const currentProblem = unsupportedKindReason(await file.stat());
    if (currentProblem !== undefined) throw unsupportedFile(path, currentProblem);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** All bytes of an open file. Throws `file-unsupported` above `maxBytes`. */
export async function readAllBytes(
  file: OpenFile,
  path: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const { size } = await file.stat();
  const parts: Uint8Array[] = [];
  for (let total = 0; ;) {
    signal.throwIfAborted();
    // One byte more than expected, so that most files need only one further read to find the end.
    const chunkBytes = Math.max(1, Math.min(Number(size), maxBytes) - total + 1);
    const part = new Uint8Array(chunkBytes);
    const length = await file.read(part, total);
    if (length === 0) return new Uint8Array(Buffer.concat(parts));
    parts.push(part.subarray(0, length));
    total += length;
    if (total > maxBytes)
      throw unsupportedFile(path, `it is larger than ${Math.floor(maxBytes / 1024)} KiB`);
  }
}
