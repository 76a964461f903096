import { rmSync } from 'node:fs';

/** Removes a folder with all that is in it, again and again while somebody still puts files there. */
export function removeTree(folder: string): void {
  for (;;) {
    try {
      rmSync(folder, { recursive: true, force: true });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error;
    }
  }
}
