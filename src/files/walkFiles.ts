import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from './fileErrors';

/** A folder with its regular files and its subfolders. */
export interface WalkedFolder {
  readonly folder: string;
  readonly files: readonly { readonly name: string; readonly path: string }[];
  readonly folders: readonly string[];
}

/** Node's thread pool has four threads; one is left for other work. */
const concurrency = 3;

/**
 * Yields the folders at and below `root` that contain regular files, in no particular order. Links below
 * `root` are not followed. A folder that is missing or cannot be read is skipped.
 */
export async function* walkFiles(root: string, signal: AbortSignal): AsyncGenerator<WalkedFolder> {
  const pendingFolders = [root];
  while (pendingFolders.length > 0) {
    signal.throwIfAborted();
    const read = await Promise.all(pendingFolders.splice(-concurrency).map(listFolder));
    for (const walked of read) {
      if (!walked) continue;
      pendingFolders.push(...walked.folders);
      if (walked.files.length > 0) yield walked;
    }
  }
}

/** The names of the regular files in `folder`; none when it is missing or cannot be read. */
export async function listFileNames(
  folder: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  signal.throwIfAborted();
  return ((await listFolder(folder))?.files ?? []).map(({ name }) => name);
}

async function listFolder(folder: string): Promise<WalkedFolder | undefined> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const pathOf = (name: string) => path.join(folder, name);
    return {
      folder,
      files: entries.filter(it => it.isFile()).map(({ name }) => ({ name, path: pathOf(name) })),
      folders: entries.filter(it => it.isDirectory()).map(({ name }) => pathOf(name)),
    };
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return undefined;
  }
}
