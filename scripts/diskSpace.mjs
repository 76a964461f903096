import { statfs } from 'node:fs/promises';

const neededBytes = 3e9;

/** @param {string} folder */
async function freeBytes(folder) {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/**
 * Rejects with an Error that names the folder, what is free and what is needed where one of `folders`
 * lies on a disk with less than 3 GB left.
 * @param {readonly string[]} folders @param {(folder: string) => Promise<number>} [free]
 */
export async function requireDiskSpace(folders, free = freeBytes) {
  for (const folder of folders) {
    // A disk that does not tell is left to what is installed on it.
    const bytes = await free(folder).catch(() => Infinity);
    if (bytes < neededBytes)
      throw new Error(
        `The disk of ${folder} has ${(bytes / 1e9).toFixed(1)} GB left, and 3 GB are needed to install what npm start and npm test use: free some space.`,
      );
  }
}
