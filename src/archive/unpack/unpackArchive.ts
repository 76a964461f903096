import { lstat, mkdir, open, rename, rm, rmdir, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf, toFailure } from '../../files/errors';
import { Failure } from '../../core/failure';
import type { ByteProgress } from '../plan/archivePlan';
import { checkRoom } from '../../files/checkRoom';
import { difference, identityOf } from '../../files/fileIdentity';
import { sweepTemporary } from '../../files/sweepTemporary';
import { folderFailure } from '../../files/temporaryFile';
import { temporaryName } from '../../files/temporaryNames';
import { archiveKind, tellingBytes } from './archiveKind';
import { gunzip, readParts } from './gunzip';
import { Refusal, refuse } from './refusal';
import { StagedTree } from './stagedTree';
import { TarParser } from './tarParser';
import { TreeRules, type SafeEntry } from './treeRules';
import { Warnings, type UnpackWarning } from './warnings';

/** What an archive may unpack to at most. Whatever is above is refused as a whole. */
export interface UnpackLimits {
  /** Bytes of all files together. */
  readonly bytes: number;
  /** Files, folders and links together. */
  readonly entries: number;
  /** Folders within each other. */
  readonly depth: number;
}

/** What nobody is surprised by: 32 GiB, 500,000 entries, 100 folders deep. */
export const usualLimits: UnpackLimits = { bytes: 32 * 1024 ** 3, entries: 500_000, depth: 100 };

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
    throw toFailure(error, archive, 'file-unreadable');
  });
  try {
    const stats = await file.stat();
    if (!stats.isFile())
      throw new Failure('file-unsupported', archive, { reason: 'it is no file' });
    const report = (times: number) => (done: number) =>
      progress(times * stats.size + done, 2 * stats.size);
    const tar = (times: number) => readTar(file, report(times), signal);
    const { files, bytes, warnings } = await inspect(tar(0), limits);
    await checkRoom(path.dirname(target), bytes);
    await stage(target, async root => {
      await extract(tar(1), root, limits);
      if (difference(identityOf(stats), await file.stat())) refuse('it was changed meanwhile');
    });
    return { folder: target, files, bytes, warnings };
  } catch (error) {
    if (!(error instanceof Refusal)) throw folderFailure(error, target);
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
  const { bytesRead, buffer } = await file.read(Buffer.alloc(tellingBytes), 0, tellingBytes, 0);
  const kind = archiveKind(buffer.subarray(0, bytesRead));
  return kind === 'gzip' ? gunzip(file, progress, signal) : readParts(file, 0, progress, signal);
}

async function inspect(tar: Promise<AsyncGenerator<Uint8Array, void>>, limits: UnpackLimits) {
  const parser = new TarParser();
  const rules = new TreeRules(limits, process.platform);
  const warnings = new Warnings();
  let files = 0;
  for await (const part of await tar) {
    for (const event of parser.push(part)) {
      if (event.kind === 'bytes') continue;
      const entry = rules.add(event.entry);
      warnings.look(entry.path);
      if (entry.kind === 'file' || entry.kind === 'hard-link') files++;
    }
  }
  parser.end();
  rules.end();
  return { files, bytes: rules.bytes, warnings: warnings.list() };
}

/** The same rules hold the second time: whoever changes the file meanwhile gains nothing. */
async function extract(
  tar: Promise<AsyncGenerator<Uint8Array, void>>,
  root: string,
  limits: UnpackLimits,
): Promise<void> {
  const parser = new TarParser();
  const rules = new TreeRules(limits, process.platform);
  const tree = new StagedTree(root);
  try {
    for await (const part of await tar)
      for (const event of parser.push(part))
        if (event.kind === 'bytes') await tree.bytes(event.bytes);
        else await tree.entry(rules.add(event.entry) satisfies SafeEntry);
    parser.end();
    rules.end();
    await tree.end();
  } finally {
    await tree.settle();
  }
}

/** Lets `fill` fill a folder that nobody else can enter, and then gives it its name. */
async function stage(target: string, fill: (root: string) => Promise<void>): Promise<void> {
  const parent = path.dirname(target);
  const staging = path.join(parent, temporaryName('unpack'));
  await mkdir(staging, { mode: 0o700 });
  try {
    // What was just made tells the time by the disk's own clock.
    await sweepTemporary(parent, (await lstat(staging)).mtimeMs);
    const root = path.join(staging, 'tree');
    await mkdir(root);
    await fill(root);
    await giveName(root, target);
    await rmdir(staging);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    throw error;
  }
}

async function giveName(root: string, target: string): Promise<void> {
  try {
    if (await lstat(target).catch(() => undefined)) throw new Failure('target-exists', target);
    await rename(root, target);
  } catch (error) {
    const taken = ['ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EISDIR'].includes(errnoOf(error) ?? '');
    throw taken ? new Failure('target-exists', target, {}, { cause: error }) : error;
  }
}
