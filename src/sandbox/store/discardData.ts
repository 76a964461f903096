import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

const dataFolders = ['records', 'blobs', 'incoming'];
const prefix = 'discarded-';

/**
 * Deletes the store in a data folder that this process holds. Each folder disappears in one step, the
 * records first, so that a process killed on the way leaves the whole store or an empty one. The
 * address and the access keys, which are in `instance.json`, stay.
 */
export function discardData(folder: string): void {
  for (const name of dataFolders) {
    const from = path.join(folder, name);
    if (existsSync(from)) renameSync(from, path.join(folder, `${prefix}${process.pid}-${name}`));
  }
  removeDiscardedData(folder);
}

/** Deletes what an earlier `discardData` was killed before deleting. */
export function removeDiscardedData(folder: string): void {
  for (const name of readdirSync(folder))
    if (name.startsWith(prefix)) rmSync(path.join(folder, name), { recursive: true, force: true });
}
