import { lstat, mkdir, open, rename, rm, rmdir, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf, toFileFailure } from '../../files/fileErrors';
import { Failure } from '../../core/failure';
import type { ByteProgress } from '../../shared/byteProgress';
import { checkFreeSpace } from '../../files/checkFreeSpace';
import { describeFileChange, fileIdentityOf } from '../../files/fileIdentity';
import { deleteStaleTemporaryFiles } from '../../files/deleteStaleTemporaryFiles';
import { toFolderFailure } from '../../files/temporaryFile';
import { createTemporaryName } from '../../files/createTemporaryName';
import { detectArchiveFormat, signatureBytes } from './detectArchiveFormat';
import { gunzip, readChunks } from './gunzip';
import { ArchiveRefusal, refuseArchive } from './archiveRefusal';
import { TreeWriter } from './treeWriter';
import { TarParser } from './tarParser';
import { EntryValidator } from './entryValidator';
import type { UnpackedArchive, UnpackLimits } from './unpackedArchive';
import { WarningCollector } from './warningCollector';

/** What nobody is surprised by: 32 GiB, 500,000 entries, 100 folders deep. */
export const defaultUnpackLimits: UnpackLimits = {
  bytes: 32 * 1024 ** 3,
  entries: 500_000,
  depth: 100,
};

/**
 * Unpacks a `.tar.gz`, `.tgz` or `.tar` into `target`, a folder that must not exist yet (its parent
 * must): all of it, or nothing. It is read through twice, and nothing is written before all of it was
 * found to be good. The progress counts bytes of the archive file, of both times together.
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
  const file = await open(archive, 'r').catch((error: unknown) => {
    throw toFileFailure(error, archive, 'file-unreadable');
  });
  try {
    const stats = await file.stat();
    if (!stats.isFile())
      throw new Failure('file-unsupported', archive, { reason: 'it is no file' });
    const report = (pass: number) => (done: number) =>
      progress(pass * stats.size + done, 2 * stats.size);
    const openTar = (pass: number) => readTar(file, report(pass), signal);
    const { files, bytes, warnings } = await inspect(openTar(0), limits);
    await checkFreeSpace(path.dirname(target), bytes);
    await withStagingFolder(target, async root => {
      await extract(openTar(1), root, limits);
      if (describeFileChange(fileIdentityOf(stats), await file.stat()))
        refuseArchive('it was changed meanwhile');
    });
    return { folder: target, files, bytes, warnings };
  } catch (error) {
    if (!(error instanceof ArchiveRefusal)) throw toFolderFailure(error, target);
    const reason = error.message;
    throw new Failure('archive-refused', archive, { file: archive, reason });
  } finally {
    await file.close();
  }
}

/** The bytes of the tar. Refuses what is neither a tar nor a gzip file. */
async function readTar(
  file: FileHandle,
  progress: (doneBytes: number) => void,
  signal: AbortSignal,
): Promise<AsyncGenerator<Uint8Array, void>> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(signatureBytes), 0, signatureBytes, 0);
  const kind = detectArchiveFormat(buffer.subarray(0, bytesRead));
  return kind === 'gzip' ? gunzip(file, progress, signal) : readChunks(file, 0, progress, signal);
}

async function inspect(tar: Promise<AsyncGenerator<Uint8Array, void>>, limits: UnpackLimits) {
  const parser = new TarParser();
  const validator = new EntryValidator(limits, process.platform);
  const warnings = new WarningCollector();
  let files = 0;
  for await (const part of await tar) {
    for (const event of parser.push(part)) {
      if (event.kind === 'bytes') continue;
      const entry = validator.validate(event.entry);
      warnings.check(entry.path);
      if (entry.kind === 'file' || entry.kind === 'hard-link') files++;
    }
  }
  parser.end();
  validator.end();
  return { files, bytes: validator.bytes, warnings: warnings.list() };
}

/** The same rules hold the second time: whoever changes the file meanwhile gains nothing. */
async function extract(
  tar: Promise<AsyncGenerator<Uint8Array, void>>,
  root: string,
  limits: UnpackLimits,
): Promise<void> {
  const parser = new TarParser();
  const validator = new EntryValidator(limits, process.platform);
  const writer = new TreeWriter(root);
  try {
    for await (const part of await tar)
      for (const event of parser.push(part))
        if (event.kind === 'bytes') await writer.writeBytes(event.bytes);
        else await writer.writeEntry(validator.validate(event.entry));
    parser.end();
    validator.end();
    await writer.end();
  } finally {
    await writer.settle();
  }
}

/** Lets `fill` fill a folder that nobody else can enter, and then gives it its name. */
async function withStagingFolder(
  target: string,
  fill: (root: string) => Promise<void>,
): Promise<void> {
  const parent = path.dirname(target);
  const staging = path.join(parent, createTemporaryName('unpack'));
  await mkdir(staging, { mode: 0o700 });
  try {
    // What was just made tells the time by the disk's own clock.
    await deleteStaleTemporaryFiles(parent, (await lstat(staging)).mtimeMs);
    const root = path.join(staging, 'tree');
    await mkdir(root);
    await fill(root);
    await moveToTarget(root, target);
    await rmdir(staging);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    throw error;
  }
}

async function moveToTarget(root: string, target: string): Promise<void> {
  try {
    if (await lstat(target).catch(() => undefined)) throw new Failure('target-exists', target);
    await rename(root, target);
  } catch (error) {
    const isTaken = ['ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EISDIR'].includes(errnoOf(error) ?? '');
    throw isTaken ? new Failure('target-exists', target, {}, { cause: error }) : error;
  }
}
