import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from './errors';

/** A folder and its regular files. */
export interface WalkedFolder {
  readonly folder: string;
  readonly files: readonly { readonly name: string; readonly path: string }[];
  readonly folders: readonly string[];
}

/** How many folders are read at a time: Node has four threads for it, and others need them too. */
const atOnce = 3;

/**
 * All folders at and below `root`, one after the other, in no promised order. Links below `root` are
 * not followed; a folder that is absent or closed to us is left out.
 */
export async function* walkFiles(root: string, signal: AbortSignal): AsyncGenerator<WalkedFolder> {
  const waiting = [root];
  while (waiting.length > 0) {
    signal.throwIfAborted();
    const read = await Promise.all(waiting.splice(-atOnce).map(listFolder));
    for (const walked of read) {
      if (!walked) continue;
      waiting.push(...walked.folders);
      if (walked.files.length > 0) yield walked;
    }
  }
}

/** The names of the regular files in `folder`; none for one that is absent or closed to us. */
export async function listFiles(folder: string, signal: AbortSignal): Promise<readonly string[]> {
  signal.throwIfAborted();
  return ((await listFolder(folder))?.files ?? []).map(({ name }) => name);
}

async function listFolder(folder: string): Promise<WalkedFolder | undefined> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const place = (name: string) => path.join(folder, name);
    return {
      folder,
      files: entries.filter(it => it.isFile()).map(({ name }) => ({ name, path: place(name) })),
      folders: entries.filter(it => it.isDirectory()).map(({ name }) => place(name)),
    };
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return undefined;
  }
}
