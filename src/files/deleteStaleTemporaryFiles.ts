import { lstat, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { isProcessAlive } from '../shared/isProcessAlive';
import { parseTemporaryName } from './createTemporaryName';

/** Nobody packs, uploads or unpacks for so long; and processes get the numbers of others again. */
const staleAfterMs = 7 * 24 * 3_600_000;

/**
 * Deletes what killed processes of ours left in `folder`: files and staging folders that are ours by
 * name, and whose process on this computer is gone or that are a week old. Returns what it deleted;
 * never throws. `now` is in milliseconds since 1970.
 */
export async function deleteStaleTemporaryFiles(
  folder: string,
  now: number,
): Promise<readonly string[]> {
  const deleted: string[] = [];
  for (const name of await readdir(folder).catch(() => [])) {
    const owner = parseTemporaryName(name);
    const file = path.join(folder, name);
    const stats = owner && (await lstat(file).catch(() => undefined));
    if (!stats) continue;
    const isOrphaned = owner.here && !isProcessAlive(owner.pid);
    if (!isOrphaned && now - stats.mtimeMs < staleAfterMs) continue;
    await rm(file, { recursive: true, force: true }).then(
      () => deleted.push(file),
      () => undefined,
    );
  }
  return deleted;
}
