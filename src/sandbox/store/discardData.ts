import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

const dataFolders = ['records', 'blobs', 'incoming'];
const prefix = 'discarded-';

/**
 * Empties a data folder that this process holds: records first, and each in one step, so that a
 * process killed on the way leaves an old store, or an empty one, never half of one. Address and keys stay.
 */
export function discardData(folder: string): void {
  for (const name of dataFolders) {
    const from = path.join(folder, name);
    if (existsSync(from)) renameSync(from, path.join(folder, `${prefix}${process.pid}-${name}`));
  }
  removeDiscardedData(folder);
}

/** Removes what an earlier `discard` could not finish. */
export function removeDiscardedData(folder: string): void {
  for (const name of readdirSync(folder))
    if (name.startsWith(prefix)) rmSync(path.join(folder, name), { recursive: true, force: true });
}
