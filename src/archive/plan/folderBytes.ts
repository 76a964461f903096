import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';

const atOnce = 16;

/** Measures folders that are not walked for the archive, as long as that takes little. */
export class FolderBytes {
  #entriesLeft: number;

  /** `mostEntries` are counted in all folders together. */
  constructor(mostEntries: number) {
    this.#entriesLeft = mostEntries;
  }

  /** Bytes of all files in and below `folder`; undefined for what is too large to count, or closed. */
  async of(folder: string, signal: AbortSignal): Promise<number | undefined> {
    let bytes = 0;
    const waiting = [folder];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      signal.throwIfAborted();
      const entries = await readdir(at, { withFileTypes: true }).catch(() => undefined);
      this.#entriesLeft -= entries?.length ?? 0;
      if (!entries || this.#entriesLeft < 0) return undefined;
      const inside = at;
      waiting.push(...entries.filter(it => it.isDirectory()).map(it => path.join(inside, it.name)));
      const files = entries.filter(it => it.isFile()).map(it => path.join(inside, it.name));
      for (let from = 0; from < files.length; from += atOnce) {
        const sizes = files.slice(from, from + atOnce).map(sizeOf);
        for (const size of await Promise.all(sizes)) bytes += size;
      }
    }
    return bytes;
  }
}

async function sizeOf(file: string): Promise<number> {
  return (await lstat(file).catch(() => undefined))?.size ?? 0;
}
