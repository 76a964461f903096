import { lstat, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { temporaryPattern } from './temporaryFile';

/**
 * Deletes what killed processes of ours left in `folder`: files and staging folders that are ours by
 * name and whose process is gone. Returns what it deleted; never throws. `now` is in milliseconds.
 */
export async function sweepTemporary(folder: string, now: number): Promise<readonly string[]> {
  const swept: string[] = [];
  for (const name of await readdir(folder).catch(() => [])) {
    const pid = temporaryPattern.exec(name)?.[1];
    const file = path.join(folder, name);
    const stats = pid === undefined ? undefined : await lstat(file).catch(() => undefined);
    if (!stats || now - stats.mtimeMs < 10_000 || isAlive(Number(pid))) continue;
    await rm(file, { recursive: true, force: true }).then(
      () => swept.push(file),
      () => undefined,
    );
  }
  return swept;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
