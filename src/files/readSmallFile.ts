import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { errnoOf, toFileFailure, unsupportedFile } from './fileErrors';

/** What `readSmallFile` reads at most. */
export const smallFileMaxBytes = 64 * 1024;

/**
 * The bytes of a small file that was just listed as a regular one; undefined when it is gone. With a
 * third of the calls of `readBlockBytes`, for who reads ten thousands of them. Throws `file-unsupported`
 * above 64 KiB, `file-unreadable` otherwise.
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

/** Should a pipe or a link have taken the file's place, it is neither waited for nor followed. */
function safeOpenFlags(): number {
  const { O_RDONLY, O_NONBLOCK, O_NOFOLLOW } = constants;
  return process.platform === 'win32' ? O_RDONLY : O_RDONLY | O_NONBLOCK | O_NOFOLLOW;
}
