import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';

/** @param {string} folder @returns {string[]} the innermost first */
function mountsBelow(folder) {
  try {
    return readFileSync('/proc/self/mounts', 'utf8')
      .split('\n')
      .map(line => (line.split(' ')[1] ?? '').replaceAll('\\040', ' '))
      .filter(place => place.startsWith(folder + path.sep))
      .sort()
      .reverse();
  } catch {
    return [];
  }
}

/**
 * Removes `folder` with all that is in it, and as root the disks that tests have mounted there.
 * Resolves to whether it is gone.
 * @param {string} folder @returns {Promise<boolean>}
 */
export async function removeFolder(folder) {
  try {
    if (process.getuid?.() === 0)
      for (const place of mountsBelow(folder)) execFileSync('umount', ['--', place]);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    return true;
  } catch {
    return false;
  }
}
