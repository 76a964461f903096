import path from 'node:path';
import { errnoOf, unsupported } from './errors';
import type { Machine } from './machine';

const mostLinks = 40;

/** What becomes of a path that is itself a link. The folders above it may always be links. */
export type Links = 'follow' | 'refuse';

/**
 * The file that `file` stands for when all links are followed. It may be absent, also at the end of
 * a dangling link. Throws `file-unsupported` for a circle of links, and for a file that is itself a
 * link where `links` says so.
 */
export async function resolveTarget(
  machine: Machine,
  file: string,
  links: Links = 'follow',
): Promise<string> {
  if (!path.isAbsolute(file)) throw unsupported(file, 'the path is not absolute');
  let target = path.resolve(file);
  for (let followed = 0; followed <= mostLinks; followed++) {
    target = path.join(await realFolder(machine, path.dirname(target)), path.basename(target));
    const linked = await linkOf(machine, target);
    if (linked === undefined) return target;
    if (links === 'refuse') throw unsupported(file, 'it is a link to another file');
    target = path.resolve(path.dirname(target), linked);
  }
  throw unsupported(file, 'its links lead in a circle', 'ELOOP');
}

async function linkOf({ calls }: Machine, file: string): Promise<string | undefined> {
  try {
    return (await calls.lstat(file)).isSymbolicLink() ? await calls.readlink(file) : undefined;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** The folder without links, as far as it exists. */
async function realFolder(machine: Machine, folder: string): Promise<string> {
  try {
    return await machine.calls.realpath(folder);
  } catch (error) {
    const parent = path.dirname(folder);
    if (errnoOf(error) !== 'ENOENT' || parent === folder) throw error;
    return path.join(await realFolder(machine, parent), path.basename(folder));
  }
}

/** Makes the folder and those above it where they are missing, for the user alone. */
export async function makeFolder(machine: Machine, folder: string): Promise<void> {
  try {
    await machine.calls.mkdir(folder, 0o700);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'EEXIST') return;
    const parent = path.dirname(folder);
    if (errno !== 'ENOENT' || parent === folder) throw error;
    await makeFolder(machine, parent);
    await makeFolder(machine, folder);
  }
}
