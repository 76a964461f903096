import { lstat, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { isProcessAlive } from '../shared/isProcessAlive';
import { parseTemporaryName } from './createTemporaryName';

/** No task takes this long. Process ids are used again, so a running process proves nothing by then. */
const staleAfterMs = 7 * 24 * 3_600_000;

/**
 * Deletes the temporary files and staging folders that killed processes of this extension left in
 * `folder`: those whose process on this computer has ended, and those that are a week old. Returns the
 * deleted paths; never throws. `now` is in milliseconds since 1970.
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
