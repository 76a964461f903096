import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readSmallFile, smallFileMaxBytes } from '../../../src/files/readSmallFile';
import { isCancelled, isFailure } from '../../../src/core/failure';
import { skip } from '../../skip';

describe('readSmallFile', () => {
  let folder = '';
  const { signal } = new AbortController();
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'small-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const size of [0, 1, 4095, 4096, 4097, smallFileMaxBytes])
    it(`reads ${size} bytes`, async () => {
      const file = path.join(folder, `${size}`);
      const bytes = Buffer.alloc(size, 'abc');
      writeFileSync(file, bytes);
      assert.deepEqual(Buffer.from((await readSmallFile(file, signal)) ?? []), bytes);
    });

  it('refuses a larger one', async () => {
    const file = path.join(folder, 'large');
    writeFileSync(file, Buffer.alloc(smallFileMaxBytes + 1));
    await assert.rejects(readSmallFile(file, signal), { code: 'file-unsupported' });
  });

  it('says that there is none', async () =>
    assert.equal(await readSmallFile(path.join(folder, 'absent'), signal), undefined));

  it('does not follow a link', async function () {
    if (process.platform === 'win32') skip(this, 'links need rights on Windows');
    const link = path.join(folder, 'link');
    symlinkSync(path.join(folder, '1'), link);
    await assert.rejects(readSmallFile(link, signal), (error: unknown) => isFailure(error));
  });

  it('stops when it is told to', async () =>
    assert.rejects(readSmallFile(path.join(folder, '1'), AbortSignal.abort()), (error: unknown) =>
      isCancelled(error),
    ));
});
