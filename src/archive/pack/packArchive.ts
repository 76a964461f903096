import { toFileFailure } from '../../files/fileErrors';
import { maxAssetBytes } from '../../core/asset';
import { Failure } from '../../core/failure';
import type { ArchivePlan, ByteProgress } from '../plan/archivePlan';
import { createTemporaryFile } from '../../files/temporaryFile';
import { createFileReadCalls } from './fileReadCalls';
import { packToFile } from './packToFile';

/**
 * How hard to compress. `balanced` is gzip's usual level; `fast` stores what hardly shrinks; `small`
 * takes much longer for less than one percent.
 */
export type Compression = 'fast' | 'balanced' | 'small';

/** Where and how to pack. */
export interface PackOptions {
  readonly compression: Compression;
  /** Must exist, and have room for the archive. */
  readonly temporaryFolder: string;
  /** The largest archive that makes sense; what the service takes, unless said. */
  readonly maxBytes?: number;
}

/** A `.tar.gz` in a temporary file that only its owner may read. */
export interface PackedArchive {
  readonly path: string;
  readonly bytes: number;
  /** Bytes of the tar inside. */
  readonly tarBytes: number;
  /** Of the file's bytes, as they were written: 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  /** Deletes the file. Never throws, and may be called twice. */
  dispose(): Promise<void>;
}

/**
 * Packs what `plan` lists, byte for byte the same for the same tree, hashing on the way. The progress
 * counts bytes of files. Throws `publish-refused` for a plan with problems, `files-changed` when a
 * file is no longer as planned, `archive-too-large` above `maxBytes`, `file-unreadable`,
 * `file-unwritable` and `disk-full`; nothing is left behind then, nor after an abort.
 */
export async function packArchive(
  plan: ArchivePlan,
  options: PackOptions,
  progress: ByteProgress,
  signal: AbortSignal,
): Promise<PackedArchive> {
  signal.throwIfAborted();
  const [problem] = plan.problems;
  if (problem) throw new Failure('publish-refused', problem.path, { reason: problem.reason });
  const folder = options.temporaryFolder;
  const file = await createTemporaryFile(folder, 'tar.gz');
  const task = {
    entries: plan.entries,
    compression: options.compression,
    maxBytes: options.maxBytes ?? maxAssetBytes,
    file: file.handle.fd,
  };
  try {
    const report = (doneBytes: number) => progress(doneBytes, plan.bytes);
    const { bytes, tarBytes, sha256 } = await packToFile(
      task,
      createFileReadCalls(),
      report,
      signal,
    );
    await file.handle.close();
    return { path: file.path, bytes, tarBytes, sha256, dispose: () => file.dispose() };
  } catch (error) {
    await file.dispose();
    throw toFileFailure(error, folder, 'file-unwritable');
  }
}
