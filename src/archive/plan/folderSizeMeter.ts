import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';

const concurrency = 16;

/** Measures folders that are not walked for the archive, as long as that takes little. */
export class FolderSizeMeter {
  #entriesLeft: number;

  /** `mostEntries` are counted in all folders together. */
  constructor(maxEntries: number) {
    this.#entriesLeft = maxEntries;
  }

  /** Bytes of all files in and below `folder`; undefined for what is too large to count, or closed. */
  async measure(folder: string, signal: AbortSignal): Promise<number | undefined> {
    let bytes = 0;
    const pendingFolders = [folder];
    for (let at = pendingFolders.pop(); at !== undefined; at = pendingFolders.pop()) {
      signal.throwIfAborted();
      const entries = await readdir(at, { withFileTypes: true }).catch(() => undefined);
      this.#entriesLeft -= entries?.length ?? 0;
      if (!entries || this.#entriesLeft < 0) return undefined;
      const currentFolder = at;
      pendingFolders.push(
        ...entries.filter(it => it.isDirectory()).map(it => path.join(currentFolder, it.name)),
      );
      const files = entries.filter(it => it.isFile()).map(it => path.join(currentFolder, it.name));
      for (let from = 0; from < files.length; from += concurrency) {
        const sizes = files.slice(from, from + concurrency).map(sizeOf);
        for (const size of await Promise.all(sizes)) bytes += size;
      }
    }
    return bytes;
  }
}

async function sizeOf(file: string): Promise<number> {
  return (await lstat(file).catch(() => undefined))?.size ?? 0;
}
