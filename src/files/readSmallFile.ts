import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { errnoOf, toFileFailure, unsupportedFile } from './fileErrors';

/** The largest file that `readSmallFile` reads, in bytes. */
export const smallFileMaxBytes = 64 * 1024;

/**
 * Reads a small regular file; undefined when it does not exist. It needs a third of the file system
 * calls of `readBytes`, which counts for tens of thousands of files. Throws `file-unsupported` above
 * 64 KiB, `file-unreadable` otherwise.
 */
export async function readSmallFile(
  path: string,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  signal.throwIfAborted();
  try {
    const file = await open(path, safeOpenFlags());
    try {
      const { buffer, bytesRead } = await file.read({ buffer: Buffer.allocUnsafe(4096) });
      if (bytesRead < buffer.length) return buffer.subarray(0, bytesRead);
      const larger = Buffer.allocUnsafe(smallFileMaxBytes + 1);
      const all = await file.read(larger, 0, larger.length, 0);
      if (all.bytesRead > smallFileMaxBytes)
        throw unsupportedFile(path, 'it is larger than 64 KiB');
      return larger.subarray(0, all.bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw toFileFailure(error, path, 'file-unreadable');
  }
}

/** If a pipe or link replaced the file, opening it neither waits for a writer nor follows the link. */
function safeOpenFlags(): number {
  const { O_RDONLY, O_NONBLOCK, O_NOFOLLOW } = constants;
  return process.platform === 'win32' ? O_RDONLY : O_RDONLY | O_NONBLOCK | O_NOFOLLOW;
}
