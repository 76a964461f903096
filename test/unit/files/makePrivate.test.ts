import assert from 'node:assert/strict';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makePrivate } from '../../../src/files/makePrivate';
import { isFailure } from '../../../src/core/failure';

describe('makePrivate', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'private-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('leaves a file to its owner alone', async () => {
    const file = path.join(folder, 'settings.xml');
    await writeFile(file, 'x', { mode: 0o644 });
    await makePrivate(file);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
  });

  it('says what it could not change', async () => {
    const file = path.join(folder, 'absent.xml');
    await assert.rejects(
      makePrivate(file),
      error =>
        isFailure(error) && error.code === 'file-unwritable' && error.details.errno === 'ENOENT',
    );
  });
});
