import { randomBytes } from 'node:crypto';
import { lstat, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { extract } from 'tar';
import { Failure } from '../model/failure';
import type { ByteProgress } from './archivePlan';

/** What an archive may unpack to at most. Whatever is above is refused as a whole. */
export interface UnpackLimits {
  /** Bytes of all files together. */
  readonly bytes: number;
  /** Files, folders and links together. */
  readonly entries: number;
  /** Folders within each other. */
  readonly depth: number;
}

/** What nobody is surprised by: 64 GiB, 500,000 entries, 100 folders deep. */
export const usualLimits: UnpackLimits = { bytes: 64 * 1024 ** 3, entries: 500_000, depth: 100 };

/** Something in what was unpacked that runs by itself in an editor or in git. */
export interface UnpackWarning {
  readonly kind: 'editor-settings' | 'git-hooks';
  /** Relative to the folder, with `/`. */
  readonly path: string;
}

/** What was unpacked. */
export interface UnpackedArchive {
  readonly folder: string;
  readonly files: number;
  /** Bytes of all files. */
  readonly bytes: number;
  readonly warnings: readonly UnpackWarning[];
}

/**
 * Unpacks a `.tar.gz`, `.tgz` or `.tar` into `target`, a folder that must not exist yet (its parent
 * must): all of it, or nothing. The progress counts bytes of the archive file.
 *
 * Throws `archive-refused` for one that is damaged, hostile, above `limits` or of another kind,
 * `target-exists`, `file-unreadable`, `file-unwritable` and `disk-full`.
 */
export async function unpackArchive(
  archive: string,
  target: string,
  limits: UnpackLimits,
  progress: ByteProgress,
  signal: AbortSignal,
): Promise<UnpackedArchive> {
  signal.throwIfAborted();
  if (await lstat(target).catch(() => undefined)) throw new Failure('target-exists', target);
  const staging = path.join(
    path.dirname(target),
    `.codeartifact-${process.pid}-${randomBytes(8).toString('hex')}.unpack`,
  );
  await mkdir(staging, { mode: 0o700 });
  try {
    let files = 0;
    let bytes = 0;
    await extract({
      file: archive,
      cwd: staging,
      strict: true,
      onReadEntry: entry => {
        if (entry.type !== 'File') return;
        files++;
        bytes += entry.size;
      },
    });
    if (bytes > limits.bytes || files > limits.entries)
      throw new Failure('archive-refused', archive, { reason: 'it holds too much' });
    progress((await lstat(archive)).size, (await lstat(archive)).size);
    await rename(staging, target);
    return { folder: target, files, bytes, warnings: [] };
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    throw error;
  }
}
