import { toFileFailure } from '../../files/fileErrors';
import { maxAssetBytes } from '../../core/asset';
import { Failure } from '../../core/failure';
import type { ByteProgress } from '../../shared/byteProgress';
import type { ArchivePlan } from '../plan/archivePlan';
import { createTemporaryFile } from '../../files/temporaryFile';
import { createFileReadCalls } from './fileReadCalls';
import type { PackedArchive, PackOptions } from './packedArchive';
import { packToFile } from './packToFile';

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
