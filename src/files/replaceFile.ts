import path from 'node:path';
import { Failure } from '../core/failure';
import { toFailure, unsupported } from './errors';
import { install, syncFolder } from './install';
import { takeLock, type Lock } from './lock';
import { thisMachine, type Machine } from './machine';
import { lockName } from './names';
import { largestBytes } from './openRegular';
import {
  isCurrent,
  lateBytes,
  sameBytes,
  settledSnapshot,
  statsNow,
  type Snapshot,
} from './snapshot';
import { sweepTemporaries } from './sweepLeftovers';
import { makeFolder, resolveTarget, type Links } from './target';
import { writeTemporary } from './temporary';

/** What a file should become. */
export type NewContent = Uint8Array | 'unchanged' | 'removed';

/** Makes the new content from the present one; undefined is an absent file. May run several times. */
export type FileEdit = (bytes: Uint8Array | undefined) => NewContent | Promise<NewContent>;

/** How a file is replaced. */
export interface ReplaceOptions {
  /** A file that gets the former bytes before the first change of a call; mode 0600, one only. */
  readonly backup?: string;
  /**
   * What to do with a file that has several names or an access control list, which a replacement
   * would lose: `refuse` unless the user said `replace`.
   */
  readonly links?: 'refuse' | 'replace';
  /** A symbolic link is followed unless said. */
  readonly symbolicLink?: Links;
  /** Larger files are refused. 16 MiB unless said. */
  readonly maxBytes?: number;
  /** How long to wait for another window's lock. 20,000 unless said. */
  readonly lockMilliseconds?: number;
  /** This computer unless said. */
  readonly machine?: Machine;
}

/** What came of it. */
export interface ReplaceResult {
  readonly changed: boolean;
  /** The file that was written, behind all links. */
  readonly path: string;
  /** The mode's bits where others than the owner may read the file (never on Windows): offer 0600. */
  readonly readableByOthers?: number;
}

/** How often someone else's change is met before giving up. */
const mostRetries = 5;

interface Work {
  readonly machine: Machine;
  /** As the caller named it. */
  readonly file: string;
  readonly target: string;
  readonly edit: FileEdit;
  readonly options: ReplaceOptions;
  readonly lock: Lock;
  readonly signal: AbortSignal;
}

/** What `edit` threw, kept apart from the errors of the disk. */
class EditError extends Error {
  override readonly name = 'EditError';
}

/**
 * Replaces a file's content in one step: whoever reads it sees the old or the new bytes, never
 * anything else, and a change that someone else makes meanwhile is not lost (`edit` runs again on
 * it). All windows take turns by a lock file beside it. Mode and owner are kept, links are followed,
 * a new file is 0600 and a new folder 0700. Nothing is written when `edit` says `unchanged` or
 * returns equal bytes. What `edit` throws is passed on, with the file untouched.
 * Throws `file-unwritable`, `disk-full`, `file-changed` (someone keeps changing it), `file-locked`,
 * `file-unsupported`, all with `file`, `errno` and `reason` in the details.
 */
export async function replaceFile(
  file: string,
  edit: FileEdit,
  options: ReplaceOptions,
  signal: AbortSignal,
): Promise<ReplaceResult> {
  const machine = options.machine ?? thisMachine;
  signal.throwIfAborted();
  try {
    const target = await resolveTarget(machine, file, options.symbolicLink);
    await makeFolder(machine, path.dirname(target));
    const patience = options.lockMilliseconds ?? 20_000;
    const lock = await takeLock(machine, lockName(target), file, patience, signal);
    try {
      await sweepTemporaries(machine, target);
      return await replaceLocked({ machine, file, target, edit, options, lock, signal });
    } finally {
      await lock.release();
    }
  } catch (error) {
    if (error instanceof EditError) throw error.cause;
    throw toFailure(error, file, 'file-unwritable');
  }
}

async function replaceLocked(work: Work): Promise<ReplaceResult> {
  const { machine, target, options, signal } = work;
  const maxBytes = options.maxBytes ?? largestBytes;
  let rescue: { late: Uint8Array; written: Uint8Array } | undefined;
  let isBackedUp = options.backup === undefined;
  for (let tries = 0; tries <= mostRetries; tries++) {
    if (tries > 0) await machine.wait(5 * 2 ** tries, signal);
    const before = await settledSnapshot(machine, target, maxBytes, signal);
    try {
      const base = rescue && sameBytes(before.bytes, rescue.written) ? rescue.late : before.bytes;
      const content = await runEdit(work, base, before);
      if (content === 'again') continue;
      if (!isChange(before, content)) return result(work, before, false);
      await checkReplaceable(work, before);
      if (!isBackedUp) await backUp(work, before);
      isBackedUp = true;
      if (!(await swap(work, before, content))) continue;
      const late = await lateBytes(machine, before, maxBytes, signal);
      if (!late || content === 'removed') return result(work, before, true);
      rescue = { late, written: content };
    } finally {
      await before.file?.close().catch(() => undefined);
    }
  }
  const reason = 'another program keeps changing it';
  throw new Failure('file-changed', work.file, { file: work.file, reason });
}

function isChange(before: Snapshot, content: Uint8Array | 'removed'): boolean {
  return !sameBytes(before.bytes, content === 'removed' ? undefined : content);
}

/** An edit that stumbles over a file which just changed again gets another try. */
async function runEdit(
  { machine, target, edit, signal }: Work,
  base: Uint8Array | undefined,
  before: Snapshot,
): Promise<Uint8Array | 'removed' | 'again'> {
  try {
    const content = await edit(base);
    if (content !== 'unchanged') return content;
    return base ?? 'removed';
  } catch (error) {
    signal.throwIfAborted();
    if (!isCurrent(before.stats, statsNow(machine, target))) return 'again';
    throw new EditError('the edit failed', { cause: error });
  }
}

async function checkReplaceable(work: Work, { stats }: Snapshot): Promise<void> {
  const { machine, file, target, options, signal } = work;
  if (!stats) return;
  if ((stats.mode & 0o200n) === 0n)
    throw new Failure('file-unwritable', file, {
      file,
      errno: 'EACCES',
      reason: 'the file is read-only',
    });
  await machine.calls.access(target);
  if (options.links === 'replace') return;
  if (stats.nlink > 1n)
    throw unsupported(file, 'it has several names (hard links), which replacing it would part');
  if (await machine.hasAccessList(target, signal))
    throw unsupported(file, 'it has an access control list, which replacing it would lose');
}

async function backUp({ machine, options, signal }: Work, { bytes }: Snapshot): Promise<void> {
  if (options.backup === undefined || !bytes) return;
  const backup = path.resolve(options.backup);
  await makeFolder(machine, path.dirname(backup));
  const temporary = await writeTemporary(machine, backup, bytes, undefined, signal);
  machine.calls.renameNow(temporary, backup);
}

/** Puts the content in place; false when someone else changed the file first. */
async function swap(
  work: Work,
  before: Snapshot,
  content: Uint8Array | 'removed',
): Promise<boolean> {
  const { machine, target, signal } = work;
  const temporary =
    content === 'removed'
      ? undefined
      : await writeTemporary(machine, target, content, before.stats, signal);
  let isInstalled = false;
  try {
    await checkStillOurs(work);
    signal.throwIfAborted();
    isInstalled = await install(machine, temporary, target, before, signal);
  } finally {
    if (temporary !== undefined && !isInstalled)
      await machine.calls.unlink(temporary).catch(() => undefined);
  }
  if (isInstalled) await syncFolder(machine, target, work.file, signal);
  return isInstalled;
}

async function checkStillOurs({ machine, file, target, lock, options }: Work): Promise<void> {
  if (!(await lock.isHeld()))
    throw new Failure('file-locked', file, { file, reason: 'another window took over its lock' });
  if ((await resolveTarget(machine, file, options.symbolicLink)) !== target)
    throw new Failure('file-changed', file, { file, reason: 'it became a link to another file' });
}

function result({ machine, target }: Work, { stats }: Snapshot, changed: boolean): ReplaceResult {
  const open = stats && machine.platform !== 'win32' ? Number(stats.mode & 0o044n) : 0;
  return {
    changed,
    path: target,
    ...(stats && open !== 0 ? { readableByOthers: Number(stats.mode & 0o777n) } : {}),
  };
}
