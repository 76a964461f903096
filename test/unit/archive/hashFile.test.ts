import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { hashFile } from '../../../src/archive/hashFile';
import { isCancelled } from '../../../src/model/failure';
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

  it('refuses folders and pipes without waiting, and says what is not there', async () => {
    const at = (name: string) => path.join(room(), name);
    await mkdir(at('folder'));
    execFileSync('mkfifo', [at('pipe')]);
    await assert.rejects(hashFile(at('folder'), silent, never), { code: 'file-unreadable' });
    await assert.rejects(hashFile(at('pipe'), silent, never), { code: 'file-unreadable' });
    await assert.rejects(hashFile(at('none'), silent, never), { code: 'file-unreadable' });
  });

  it('stops when it is told to', async () => {
    const file = path.join(room(), 'file');
    await writeFile(file, Buffer.alloc(5_000_000));
    const abort = new AbortController();
    const hashing = hashFile(file, () => abort.abort(), abort.signal);
    await assert.rejects(hashing, error => isCancelled(error));
  });
});
