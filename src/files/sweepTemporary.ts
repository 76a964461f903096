import { lstat, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { isAlive } from './isAlive';
import { ownerOf } from './temporaryNames';

/** Nobody packs, uploads or unpacks for so long; and processes get the numbers of others again. */
const oldMilliseconds = 7 * 24 * 3_600_000;

/**
 * Deletes what killed processes of ours left in `folder`: files and staging folders that are ours by
 * name, and whose process on this computer is gone or that are a week old. Returns what it deleted;
 * never throws. `now` is in milliseconds since 1970.
 */
export async function sweepTemporary(folder: string, now: number): Promise<readonly string[]> {
  const swept: string[] = [];
  for (const name of await readdir(folder).catch(() => [])) {
    const owner = ownerOf(name);
    const file = path.join(folder, name);
    const stats = owner && (await lstat(file).catch(() => undefined));
    if (!stats) continue;
    const gone = owner.here && !isAlive(owner.pid);
    if (!gone && now - stats.mtimeMs < oldMilliseconds) continue;
    await rm(file, { recursive: true, force: true }).then(
      () => swept.push(file),
      () => undefined,
    );
  }
  return swept;
}
