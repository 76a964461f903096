import { open, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { toFileFailure } from './fileErrors';
import { Failure, isFailure } from '../core/failure';
import { createTemporaryName } from './createTemporaryName';

/** A temporary file that only its owner can read. The caller disposes of it. */
export interface TemporaryFile {
  readonly path: string;
  readonly handle: FileHandle;
  /** Closes and deletes it. Never throws; can be called twice. */
  dispose(): Promise<void>;
}

/**
 * Creates an empty file (mode 0600) in `folder`: `tar.gz` for an archive to publish, `part` for a
 * download. If this process is killed, `deleteStaleTemporaryFiles` finds the file by its name. Throws
 * `file-unwritable` and `disk-full`.
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
 * Turns an error of the operating system into `file-unwritable` or `disk-full` about a folder. The
 * details name no `file`, because an editor cannot open a folder. Returns other errors unchanged.
 */
export function toFolderFailure(error: unknown, folder: string): unknown {
  const failure = toFileFailure(error, folder, 'file-unwritable');
  if (failure === error || !isFailure(failure)) return failure;
  const { file: _, ...details } = failure.details;
  return new Failure(failure.code, folder, details, { cause: error });
}
