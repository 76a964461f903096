import path from 'node:path';
import { Failure } from '../core/failure';
import { toFileFailure, unsupportedFile } from './fileErrors';
import { renameIntoPlace, syncFolder } from './renameIntoPlace';
import { acquireLock, type Lock } from './lock';
import { localFileSystemHost, type FileSystemHost } from './fileSystemHost';
import { lockPath } from './lockAndTemporaryPaths';
import { defaultMaxBytes } from './openRegularFile';
import {
  hasSameStats,
  readLateWrite,
  bytesEqual,
  readStableSnapshot,
  currentStats,
  type Snapshot,
} from './snapshot';
import { deleteTemporaryFiles } from './deleteLeftovers';
import {
  createFolder,
  resolveSymbolicLinks,
  type SymbolicLinkPolicy,
} from './resolveSymbolicLinks';
import { writeTemporaryFile } from './writeTemporaryFile';

/** The new content of a file. */
export type NewContent = Uint8Array | 'unchanged' | 'removed';

/** Makes the new content from the current one (undefined for a missing file). Can run several times. */
export type FileEdit = (bytes: Uint8Array | undefined) => NewContent | Promise<NewContent>;

/** How a file is replaced. */
export interface ReplaceOptions {
  /** A file that receives the previous content before the first change (mode 0600). */
  readonly backup?: string;
  /**
   * What to do with a file that has several hard links or an access control list, which a replacement
   * would lose. Defaults to `refuse`; `replace` needs the user's consent.
   */
  readonly hardLinks?: 'refuse' | 'replace';
  /** Defaults to `follow`. */
  readonly symbolicLink?: SymbolicLinkPolicy;
  /** Larger files are refused. Defaults to 16 MiB. */
  readonly maxBytes?: number;
  /** How long to wait for another window's lock. Defaults to 20,000. */
  readonly lockMilliseconds?: number;
  /** Defaults to this computer. */
  readonly host?: FileSystemHost;
}

/** The result of replacing a file. */
export interface ReplaceResult {
  readonly changed: boolean;
  /** The file that was written, with all links resolved. */
  readonly path: string;
  /** The file's mode when others than its owner can read it; never set on Windows. */
  readonly readableByOthers?: number;
}

/** How many concurrent changes by other programs are tolerated. */
const maxRetries = 5;

interface ReplaceContext {
  readonly host: FileSystemHost;
  /** The path that the caller gave. */
  readonly file: string;
  readonly target: string;
  readonly edit: FileEdit;
  readonly options: ReplaceOptions;
  readonly lock: Lock;
  readonly signal: AbortSignal;
}

/** Wraps an error of `edit`, to tell it from errors of the file system. */
class EditError extends Error {
  override readonly name = 'EditError';
}

/**
 * Replaces a file's content atomically: readers see either the old or the new bytes. A change that
 * another program makes in the meantime is not lost, because `edit` runs again on it. A lock file in the
 * same folder serializes all windows. Mode and owner are kept and links are followed; a new file has
 * mode 0600, a new folder 0700. Nothing is written when `edit` returns `unchanged` or equal bytes. An
 * error of `edit` is passed on, and the file stays as it was.
 *
 * Throws `file-unwritable`, `disk-full`, `file-changed` (another program keeps changing it),
 * `file-locked` and `file-unsupported`, each with `file` and `reason` in the details.
 */
export async function replaceFile(
  file: string,
  edit: FileEdit,
  options: ReplaceOptions,
  signal: AbortSignal,
): Promise<ReplaceResult> {
  const host = options.host ?? localFileSystemHost;
  signal.throwIfAborted();
  try {
    const target = await resolveSymbolicLinks(host, file, options.symbolicLink);
    await createFolder(host, path.dirname(target));
    const lockTimeout = options.lockMilliseconds ?? 20_000;
    const lock = await acquireLock(host, lockPath(target), file, lockTimeout, signal);
    try {
      await deleteTemporaryFiles(host, target);
      return await replaceLocked({ host, file, target, edit, options, lock, signal });
    } finally {
      await lock.release();
    }
  } catch (error) {
    if (error instanceof EditError) throw error.cause;
    throw toFileFailure(error, file, 'file-unwritable');
  }
}

async function replaceLocked(context: ReplaceContext): Promise<ReplaceResult> {
  const { host, target, options, signal } = context;
  const maxBytes = options.maxBytes ?? defaultMaxBytes;
  let concurrentWrite: { late: Uint8Array; written: Uint8Array } | undefined;
  let isBackedUp = options.backup === undefined;
  for (let attempt = 0; attempt <= maxRetries; attempt++) {
    if (attempt > 0) await host.wait(5 * 2 ** attempt, signal);
    const before = await readStableSnapshot(host, target, maxBytes, signal);
    try {
      const currentBytes =
        concurrentWrite && bytesEqual(before.bytes, concurrentWrite.written)
          ? concurrentWrite.late
          : before.bytes;
      const content = await runEdit(context, currentBytes, before);
      if (content === 'again') continue;
      if (!isChange(before, content)) return createResult(context, before, false);
      await checkReplaceable(context, before);
      if (!isBackedUp) await backUp(context, before);
      isBackedUp = true;
      if (!(await replaceContent(context, before, content))) continue;
      const lateContent = await readLateWrite(host, before, maxBytes, signal);
      if (!lateContent || content === 'removed') return createResult(context, before, true);
      concurrentWrite = { late: lateContent, written: content };
    } finally {
      await before.file?.close().catch(() => undefined);
    }
  }
  const reason = 'another program keeps changing it';
  throw new Failure('file-changed', context.file, { file: context.file, reason });
}

function isChange(before: Snapshot, content: Uint8Array | 'removed'): boolean {
  return !bytesEqual(before.bytes, content === 'removed' ? undefined : content);
}

/** Returns `again` when the edit failed and the file has changed in the meantime. */
async function runEdit(
  { host, target, edit, signal }: ReplaceContext,
  currentBytes: Uint8Array | undefined,
  before: Snapshot,
): Promise<Uint8Array | 'removed' | 'again'> {
  try {
    const content = await edit(currentBytes);
    if (content !== 'unchanged') return content;
    return currentBytes ?? 'removed';
  } catch (error) {
    signal.throwIfAborted();
    if (!hasSameStats(before.stats, currentStats(host, target))) return 'again';
    throw new EditError('the edit failed', { cause: error });
  }
}

async function checkReplaceable(context: ReplaceContext, { stats }: Snapshot): Promise<void> {
  const { host, file, target, options, signal } = context;
  if (!stats) return;
  if ((stats.mode & 0o200n) === 0n)
    throw new Failure('file-unwritable', file, {
      file,
      errno: 'EACCES',
      reason: 'the file is read-only',
    });
  await host.calls.access(target);
  if (options.hardLinks === 'replace') return;
  if (stats.nlink > 1n)
    throw unsupportedFile(file, 'it has several hard links, which replacing it would separate');
  if (await host.hasAccessList(target, signal))
    throw unsupportedFile(file, 'it has an access control list, which replacing it would lose');
}

async function backUp(
  { host, options, signal }: ReplaceContext,
  { bytes }: Snapshot,
): Promise<void> {
  if (options.backup === undefined || !bytes) return;
  const backup = path.resolve(options.backup);
  await createFolder(host, path.dirname(backup));
  const temporary = await writeTemporaryFile(host, backup, bytes, undefined, signal);
  host.calls.renameSync(temporary, backup);
}

/** Replaces the content; returns false when another program changed the file first. */
async function replaceContent(
  context: ReplaceContext,
  before: Snapshot,
  content: Uint8Array | 'removed',
): Promise<boolean> {
  const { host, target, signal } = context;
  const temporary =
    content === 'removed'
      ? undefined
      : await writeTemporaryFile(host, target, content, before.stats, signal);
  let isInstalled = false;
  try {
    await checkLockAndTarget(context);
    signal.throwIfAborted();
    isInstalled = await renameIntoPlace(host, temporary, target, before, signal);
  } finally {
    if (temporary !== undefined && !isInstalled)
      await host.calls.unlink(temporary).catch(() => undefined);
  }
  if (isInstalled) await syncFolder(host, target, context.file, signal);
  return isInstalled;
}

async function checkLockAndTarget({
  host,
  file,
  target,
  lock,
  options,
}: ReplaceContext): Promise<void> {
  if (!(await lock.isHeld()))
    throw new Failure('file-locked', file, { file, reason: 'another window took over its lock' });
  if ((await resolveSymbolicLinks(host, file, options.symbolicLink)) !== target)
    throw new Failure('file-changed', file, { file, reason: 'it became a link to another file' });
}

function createResult(
  { host, target }: ReplaceContext,
  { stats }: Snapshot,
  changed: boolean,
): ReplaceResult {
  const open = stats && host.platform !== 'win32' ? Number(stats.mode & 0o044n) : 0;
  return {
    changed,
    path: target,
    ...(stats && open !== 0 ? { readableByOthers: Number(stats.mode & 0o777n) } : {}),
  };
}
