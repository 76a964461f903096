import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { ByteProgress } from './archivePlan';

/** The hashes that CodeArtifact lists for an asset, by its names for them. */
export type AssetHashes = Readonly<Record<'MD5' | 'SHA-1' | 'SHA-256' | 'SHA-512', string>>;

/** A file's hashes (lower-case hexadecimal) and how many bytes they are of. */
export interface HashedFile {
  readonly bytes: number;
  readonly hashes: AssetHashes;
}

/**
 * Reads a regular file once and hashes it in all ways that CodeArtifact lists. Throws
 * `file-unreadable`, and `file-unsupported` for anything but a regular file.
 */
export async function hashFile(
  file: string,
  progress: ByteProgress,
  signal: AbortSignal,
): Promise<HashedFile> {
  const names = { MD5: 'md5', 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-512': 'sha512' } as const;
  const hashes = Object.entries(names).map(([name, id]) => [name, createHash(id)] as const);
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const buffer = Buffer.allocUnsafe(1024 * 1024);
    for (let bytes = 0; ;) {
      signal.throwIfAborted();
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) {
        const digests = hashes.map(([name, hash]) => [name, hash.digest('hex')]);
        return { bytes, hashes: Object.fromEntries(digests) as AssetHashes };
      }
      for (const [, hash] of hashes) hash.update(buffer.subarray(0, bytesRead));
      bytes += bytesRead;
      progress(bytes, size);
    }
  } finally {
    await handle.close();
  }
}
