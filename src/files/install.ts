import { constants } from 'node:fs';
import path from 'node:path';
import { Failure } from '../core/failure';
import { errnoOf } from './errors';
import type { Machine } from './machine';
import { openPatiently } from './openRegular';
import { isCurrent, holdsBytes, statsNow, type Snapshot } from './snapshot';

/**
 * Gives the temporary file the target's name (or removes the target, without one), unless the target
 * is no longer as in `before`: then nothing is done and false is returned. Nothing of ours runs
 * between the last look at the target and the change.
 */
export async function install(
  machine: Machine,
  temporary: string | undefined,
  target: string,
  before: Snapshot,
  signal: AbortSignal,
): Promise<boolean> {
  for (let tries = 0; ; tries++) {
    if (!(await holdsBytes(machine, target, before, signal))) return false;
    if (!isCurrent(before.stats, statsNow(machine, target))) return false;
    try {
      if (temporary === undefined) await machine.calls.unlink(target);
      else if (before.stats) machine.calls.renameNow(temporary, target);
      else return await create(machine, temporary, target);
      return true;
    } catch (error) {
      if (!isBusy(machine, error) || tries === 8) throw error;
      await machine.wait(Math.min(1000, 10 * 2 ** tries), signal);
    }
  }
}

/** Windows: a scanner, an indexer or an IDE has the file open for a moment. */
function isBusy({ platform }: Machine, error: unknown): boolean {
  const errno = errnoOf(error) ?? '';
  return platform === 'win32' && ['EPERM', 'EBUSY', 'EACCES'].includes(errno);
}

/** A new name is made by a link, which fails when someone else made the file in the meantime. */
async function create(machine: Machine, temporary: string, target: string): Promise<boolean> {
  const { calls } = machine;
  try {
    calls.linkNow(temporary, target);
  } catch (error) {
    const errno = errnoOf(error) ?? '';
    if (errno === 'EEXIST') return false;
    const unknown = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV', 'EINVAL'];
    if (!unknown.includes(errno)) throw error;
    calls.renameNow(temporary, target);
    return true;
  }
  await calls.unlink(temporary).catch(() => undefined);
  return true;
}

/** What file systems answer that cannot flush a folder. */
const cannotSync = [
  'EINVAL',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EPERM',
  'EACCES',
  'EBADF',
  'EISDIR',
];

/** Makes the change of name last. Throws `file-unwritable` when the disk does not confirm it. */
export async function syncFolder(
  machine: Machine,
  target: string,
  file: string,
  signal: AbortSignal,
): Promise<void> {
  if (machine.platform === 'win32') return;
  try {
    const folder = await openPatiently(
      machine,
      path.dirname(target),
      constants.O_RDONLY,
      0,
      signal,
    );
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === undefined || cannotSync.includes(errno)) return;
    const reason = 'the change was made, but the disk did not confirm it';
    throw new Failure('file-unwritable', file, { file, errno, reason }, { cause: error });
  }
}
