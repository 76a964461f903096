import { chmod, link, lstat, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf, toFileFailure } from './fileErrors';
import { Failure } from '../core/failure';

/**
 * Renames a temporary file to its final name in the same folder, and makes it readable for everyone who
 * can read the folder. With `replace`, an existing file is replaced in one step. Throws `target-exists`
 * without it, and `file-unwritable`.
 */
export async function moveIntoPlace(
  temporary: string,
  target: string,
  replace: boolean,
): Promise<void> {
  try {
    const { mode } = await stat(path.dirname(target));
    await chmod(temporary, 0o600 | (mode & 0o044));
    if (replace) await rename(temporary, target);
    else await linkOrRename(temporary, target);
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') throw targetExistsFailure(target);
    throw toFileFailure(error, target, 'file-unwritable');
  }
}

/** Unlike a rename, a hard link fails when the name is taken; not every file system has them. */
async function linkOrRename(temporary: string, target: string): Promise<void> {
  try {
    await link(temporary, target);
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') throw error;
    if (await lstat(target).catch(() => undefined)) throw targetExistsFailure(target);
    await rename(temporary, target);
  }
}

function targetExistsFailure(target: string): Failure {
  return new Failure('target-exists', target, { file: target });
}
