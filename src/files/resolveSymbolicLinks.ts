import path from 'node:path';
import { errnoOf, unsupportedFile } from './fileErrors';
import type { FileSystemHost } from './fileSystemHost';

const maxLinks = 40;

/** How to treat a path that is itself a symbolic link. The folders above it can always be links. */
export type SymbolicLinkPolicy = 'follow' | 'refuse';

/**
 * The path of `file` with all symbolic links resolved. The file does not have to exist, not even at
 * the end of a link. Throws `file-unsupported` for a relative path, for a cycle of links, and with the
 * policy `refuse` for a link.
 */
export async function resolveSymbolicLinks(
  host: FileSystemHost,
  file: string,
  linkPolicy: SymbolicLinkPolicy = 'follow',
): Promise<string> {
  if (!path.isAbsolute(file)) throw unsupportedFile(file, 'the path is not absolute');
  let target = path.resolve(file);
  for (let followed = 0; followed <= maxLinks; followed++) {
    target = path.join(await resolveFolder(host, path.dirname(target)), path.basename(target));
    const linkTarget = await readLinkTarget(host, target);
    if (linkTarget === undefined) return target;
    if (linkPolicy === 'refuse') throw unsupportedFile(file, 'it is a link to another file');
    target = path.resolve(path.dirname(target), linkTarget);
  }
  throw unsupportedFile(file, 'its symbolic links form a cycle', 'ELOOP');
}

async function readLinkTarget(
  { calls }: FileSystemHost,
  file: string,
): Promise<string | undefined> {
  try {
    return (await calls.lstat(file)).isSymbolicLink() ? await calls.readlink(file) : undefined;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** The folder with the links resolved in that part of its path that exists. */
async function resolveFolder(host: FileSystemHost, folder: string): Promise<string> {
  try {
    return await host.calls.realpath(folder);
  } catch (error) {
    const parent = path.dirname(folder);
    if (errnoOf(error) !== 'ENOENT' || parent === folder) throw error;
    return path.join(await resolveFolder(host, parent), path.basename(folder));
  }
}

/** Creates the folder and its missing parents with mode 0700. */
export async function createFolder(host: FileSystemHost, folder: string): Promise<void> {
  try {
    await host.calls.mkdir(folder, 0o700);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'EEXIST') return;
    const parent = path.dirname(folder);
    if (errno !== 'ENOENT' || parent === folder) throw error;
    await createFolder(host, parent);
    await createFolder(host, folder);
  }
}
