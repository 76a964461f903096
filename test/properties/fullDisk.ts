import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { replaceFile } from '../../src/files/replaceFile';

/** Fills a real disk of 128 KiB; returns how often, or why it could not be tried. */
export async function fillDisk(): Promise<{ runs: number } | { missing: string }> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    return { missing: 'needs root on Linux' };
  const disk = await fs.mkdtemp(path.join(tmpdir(), 'full-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=128k,mode=700', 'tmpfs', disk]);
  if (mounted.status !== 0) {
    await fs.rmdir(disk);
    return { missing: 'mounting a disk is not allowed here' };
  }
  try {
    return { runs: await overfill(disk) };
  } finally {
    spawnSync('umount', [disk]);
    await fs.rmdir(disk);
  }
}

async function overfill(disk: string): Promise<number> {
  const file = path.join(disk, 'settings.xml');
  const former = Buffer.alloc(8000, 'o');
  await fs.writeFile(file, former, { mode: 0o600 });
  const sizes = [120_000, 125_000, 131_072, 300_021, 1_000_000];
  for (const size of sizes) {
    const edit = () => Buffer.alloc(size, 'n');
    await assert.rejects(replaceFile(file, edit, {}, new AbortController().signal), {
      code: 'disk-full',
    });
    assert.ok((await fs.readFile(file)).equals(former), `${size} bytes damaged the file`);
    assert.deepEqual(await fs.readdir(disk), ['settings.xml']);
  }
  await replaceFile(file, () => Buffer.alloc(100_000, 'n'), {}, new AbortController().signal);
  assert.equal((await fs.readFile(file)).length, 100_000);
  return sizes.length;
}
