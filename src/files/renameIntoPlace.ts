import { constants } from 'node:fs';
import path from 'node:path';
import { Failure } from '../core/failure';
import { errnoOf } from './fileErrors';
import type { FileSystemHost } from './fileSystemHost';
import { openWithRetry } from './openRegularFile';
import { hasSameStats, hasSameContent, currentStats, type Snapshot } from './snapshot';

/**
 * Renames the temporary file to the target (or, without one, deletes the target). Returns false and
 * changes nothing when the target is no longer as in `before`. Nothing else of this process runs between
 * the last check of the target and the change.
 */
export async function renameIntoPlace(
  host: FileSystemHost,
  temporary: string | undefined,
  target: string,
  before: Snapshot,
  signal: AbortSignal,
): Promise<boolean> {
  for (let attempt = 0; ; attempt++) {
    if (!(await hasSameContent(host, target, before, signal))) return false;
    if (!hasSameStats(before.stats, currentStats(host, target))) return false;
    try {
      if (temporary === undefined) await host.calls.unlink(target);
      else if (before.stats) host.calls.renameSync(temporary, target);
      else return await linkIntoPlace(host, temporary, target);
      return true;
    } catch (error) {
      if (!isBusy(host, error) || attempt === 8) throw error;
      await host.wait(Math.min(1000, 10 * 2 ** attempt), signal);
    }
  }
}

/** On Windows, a virus scanner, an indexer or an IDE can have the file open for a moment. */
function isBusy({ platform }: FileSystemHost, error: unknown): boolean {
  const errno = errnoOf(error) ?? '';
  return platform === 'win32' && ['EPERM', 'EBUSY', 'EACCES'].includes(errno);
}

/** Unlike a rename, a hard link fails when another program created the file in the meantime. */
async function linkIntoPlace(
  host: FileSystemHost,
  temporary: string,
  target: string,
): Promise<boolean> {
  const { calls } = host;
  try {
    calls.linkSync(temporary, target);
  } catch (error) {
    const errno = errnoOf(error) ?? '';
    if (errno === 'EEXIST') return false;
    const linkUnsupportedCodes = [
      'EPERM',
      'ENOTSUP',
      'EOPNOTSUPP',
      'ENOSYS',
      'EMLINK',
      'EXDEV',
      'EINVAL',
    ];
    if (!linkUnsupportedCodes.includes(errno)) throw error;
    calls.renameSync(temporary, target);
    return true;
  }
  await calls.unlink(temporary).catch(() => undefined);
  return true;
}

/** The errors of file systems that cannot flush a folder. */
const syncUnsupportedCodes = [
  'EINVAL',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EPERM',
  'EACCES',
  'EBADF',
  'EISDIR',
];

/** Flushes the folder of `target`. Throws `file-unwritable` when the disk does not confirm it. */
export async function syncFolder(
  host: FileSystemHost,
  target: string,
  file: string,
  signal: AbortSignal,
): Promise<void> {
  if (host.platform === 'win32') return;
  try {
    const folder = await openWithRetry(host, path.dirname(target), constants.O_RDONLY, 0, signal);
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === undefined || syncUnsupportedCodes.includes(errno)) return;
    const reason = 'the change was made, but the disk did not confirm it';
    throw new Failure('file-unwritable', file, { file, errno, reason }, { cause: error });
  }
}
