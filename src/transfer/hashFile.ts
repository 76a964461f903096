import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { toFileFailure } from '../files/fileErrors';
import type { HashName } from '../core/asset';
import { Failure } from '../core/failure';
import type { ByteProgress } from '../shared/byteProgress';

/** The size of a file and its hashes, in lower-case hexadecimal. */
export interface HashedFile<Name extends HashName> {
  readonly bytes: number;
  readonly hashes: Readonly<Record<Name, string>>;
}

const chunkBytes = 1024 * 1024;

// Opening a pipe must not wait for a writer. The flag is undefined on Windows, unlike its type.
const openFlags = constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0);

/**
 * Reads a regular file once and computes the given hashes. Throws `file-unreadable`, also for anything
 * but a regular file.
 */
export async function hashFile<Name extends HashName>(
  file: string,
  names: readonly Name[],
  progress: ByteProgress,
  signal: AbortSignal,
): Promise<HashedFile<Name>> {
  signal.throwIfAborted();
  try {
    const handle = await open(file, openFlags);
    try {
      const stats = await handle.stat();
      if (!stats.isFile())
        throw new Failure('file-unreadable', file, { reason: 'it is not a regular file' });
      return await hashHandle(handle, names, done => progress(done, stats.size), signal);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw toFileFailure(error, file, 'file-unreadable');
  }
}

async function hashHandle<Name extends HashName>(
  handle: FileHandle,
  names: readonly Name[],
  progress: (doneBytes: number) => void,
  signal: AbortSignal,
): Promise<HashedFile<Name>> {
  const hashes = names.map(name => ({ name, hash: createHash(name.replace('-', '')) }));
  const buffer = Buffer.allocUnsafe(chunkBytes);
  for (let bytes = 0; ;) {
    signal.throwIfAborted();
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
    if (bytesRead === 0) {
      const digests = hashes.map(({ name, hash }) => [name, hash.digest('hex')] as const);
      return { bytes, hashes: Object.fromEntries(digests) as Record<Name, string> };
    }
    for (const { hash } of hashes) hash.update(buffer.subarray(0, bytesRead));
    bytes += bytesRead;
    progress(bytes);
  }
}
