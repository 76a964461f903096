import { chmod, link, lstat, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf, toFileFailure } from './fileErrors';
import { Failure } from '../core/failure';

/**
 * Gives a temporary file of ours its final name in the same folder, and lets those read it who may read
 * the folder. Throws `target-exists` for a name that is taken, unless `replace` says that it may be; then the old
 * file stays until the new one takes its place.
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

/** A link fails where the name is taken, which a rename does not; not every disk has links. */
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
