import { spawnSync } from 'node:child_process';
import { mkdir, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { skip } from '../../skip';

/** Gives `use` a real disk of so many bytes below `folder`; skips the test where there cannot be one. */
export async function withSmallDisk(
  test: Mocha.Context,
  folder: string,
  bytes: number,
  use: (disk: string) => Promise<void>,
): Promise<void> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    return skip(test, 'only root on Linux may mount a small disk');
  const disk = path.join(folder, 'disk');
  await mkdir(disk);
  const size = `size=${bytes},mode=755`;
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', disk]).status !== 0)
    return skip(test, 'mounting a disk is not allowed here');
  try {
    await use(disk);
  } finally {
    spawnSync('umount', [disk]);
    await rmdir(disk);
  }
}
