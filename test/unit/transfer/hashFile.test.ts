import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { hashFile } from '../../../src/transfer/hashFile';
import { hashNames } from '../../../src/core/asset';
import { isCancelled } from '../../../src/core/failure';
import { never, silent, workRoom } from './workRoom';

describe('hashFile', () => {
  const room = workRoom();

  const programs = {
    MD5: 'md5sum',
    'SHA-1': 'sha1sum',
    'SHA-256': 'sha256sum',
    'SHA-512': 'sha512sum',
  } as const;
  for (const size of [0, 1, 1024 * 1024, 2_500_001])
    it(`says what md5sum and the others say of ${size} bytes`, async () => {
      const file = path.join(room(), 'file');
      await writeFile(file, Buffer.alloc(size, 'abc'));
      const told: number[] = [];
      const { bytes, hashes } = await hashFile(
        file,
        hashNames,
        (done, total) => {
          assert.equal(total, size);
          told.push(done);
        },
        never,
      );
      assert.equal(bytes, size);
      assert.equal(told.at(-1) ?? 0, size);
      for (const [name, program] of Object.entries(programs) as [keyof typeof programs, string][])
        assert.equal(hashes[name], execFileSync(program, [file]).toString().split(' ')[0]);
    });

  it('hashes in no other way than it was asked for', async () => {
    const file = path.join(room(), 'file');
    await writeFile(file, 'abc');
    const { hashes } = await hashFile(file, ['SHA-1'], silent, never);
    assert.deepEqual(hashes, { 'SHA-1': 'a9993e364706816aba3e25717850c26c9cd0d89d' });
  });

  it('refuses folders and pipes without waiting, and says what is not there', async () => {
    const at = (name: string) => path.join(room(), name);
    await mkdir(at('folder'));
    execFileSync('mkfifo', [at('pipe')]);
    for (const name of ['folder', 'pipe'])
      await assert.rejects(hashFile(at(name), hashNames, silent, never), {
        code: 'file-unreadable',
        details: { reason: 'it is not a regular file' },
      });
    await assert.rejects(hashFile(at('none'), hashNames, silent, never), {
      code: 'file-unreadable',
    });
  });

  it('stops when it is told to', async () => {
    const file = path.join(room(), 'file');
    await writeFile(file, Buffer.alloc(5_000_000));
    const abort = new AbortController();
    const hashing = hashFile(file, hashNames, () => abort.abort(), abort.signal);
    await assert.rejects(hashing, error => isCancelled(error));
  });
});
