import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { recordFolder } from './leftovers';

/**
 * Makes `folder` unless it exists: `fill` fills a folder beside it, which is renamed at the end, so
 * that a folder under that name is complete. Rejects with what `fill` rejects with, and then leaves
 * nothing behind.
 */
export async function createFolderAtomically(
  folder: string,
  fill: (part: string) => Promise<void>,
): Promise<void> {
  if (existsSync(folder)) return;
  const part = `${folder}.part-${process.pid}`;
  const forget = recordFolder(part);
  await rm(part, { recursive: true, force: true });
  await mkdir(part, { recursive: true });
  try {
    await fill(part);
    await rename(part, folder).catch((error: unknown) => {
      // Another run may have finished first.
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(part, { recursive: true, force: true });
    forget();
  }
}
