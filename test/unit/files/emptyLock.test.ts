import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { lockPath } from '../../../src/files/lockAndTemporaryPaths';
import { replaceFile } from '../../../src/files/replaceFile';

describe('acquireLock with an empty lock', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'lock-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('is taken over within the patience of a click', async () => {
    const file = path.join(folder, 'settings.xml');
    await writeFile(lockPath(file), '');
    const { signal } = new AbortController();
    const bytes = new TextEncoder().encode('<settings/>');
    await replaceFile(file, () => bytes, { lockMilliseconds: 5000 }, signal);
    assert.equal(await readFile(file, 'utf8'), '<settings/>');
  });
});
