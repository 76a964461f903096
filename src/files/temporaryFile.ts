import { open, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { toFileFailure } from './fileErrors';
import { Failure, isFailure } from '../core/failure';
import { createTemporaryName } from './createTemporaryName';

/** A file of our own that nobody else may read, and that is to be disposed of. */
export interface TemporaryFile {
  readonly path: string;
  readonly handle: FileHandle;
  /** Closes and deletes it. Never throws, and may be called twice. */
  dispose(): Promise<void>;
}

/**
 * Makes a new empty file (mode 0600) in `folder`: `tar.gz` to be published, `part` for what comes in.
 * What a killed process leaves is found by its name (`sweepTemporary`). Throws `file-unwritable` and
 * `disk-full`.
 */
export async function createTemporaryFile(
  folder: string,
  kind: 'tar.gz' | 'part',
): Promise<TemporaryFile> {
  const file = path.join(folder, createTemporaryName(kind));
  const handle = await open(file, 'wx+', 0o600).catch((error: unknown) => {
    throw toFolderFailure(error, folder);
  });
  return {
    path: file,
    handle,
    dispose: async () => {
      await handle.close().catch(() => undefined);
      await rm(file, { force: true, maxRetries: 3 }).catch(() => undefined);
    },
  };
}

/**
 * An error of the operating system as `file-unwritable` or `disk-full` about a folder: nothing that
 * an editor could open. Others are passed through.
 */
export function toFolderFailure(error: unknown, folder: string): unknown {
  const failure = toFileFailure(error, folder, 'file-unwritable');
  if (failure === error || !isFailure(failure)) return failure;
  const { file: _, ...details } = failure.details;
  return new Failure(failure.code, folder, details, { cause: error });
}
