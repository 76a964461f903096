import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { acquireLock } from '../../../src/files/lock';
import { localFileSystemHost, type FileSystemHost } from '../../../src/files/fileSystemHost';
import { lockPath } from '../../../src/files/lockAndTemporaryPaths';

describe('acquireLock on Windows', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await fs.mkdtemp(path.join(tmpdir(), 'lock-'));
  });
  afterEach(() => fs.rm(folder, { recursive: true }));

  /** Takes a lock on a machine where the first attempts to make it fail; gives how many did. */
  async function taking(platform: NodeJS.Platform, code: string): Promise<number> {
    let failures = 0;
    const machine: FileSystemHost = {
      ...localFileSystemHost,
      platform,
      wait: () => Promise.resolve(),
      calls: {
        ...localFileSystemHost.calls,
        open: (...args) =>
          ++failures <= 2
            ? Promise.reject(Object.assign(new Error(code), { code }))
            : localFileSystemHost.calls.open(...args),
      },
    };
    const file = path.join(folder, 'settings.xml');
    const lock = await acquireLock(
      machine,
      lockPath(file),
      file,
      60_000,
      new AbortController().signal,
    );
    await lock.release();
    return failures - 1;
  }

  for (const code of ['EPERM', 'EBUSY', 'EEXIST'])
    it(`is waited for on Windows, which says ${code}`, async () =>
      assert.ok((await taking('win32', code)) >= 2));

  for (const code of ['EPERM', 'EBUSY'])
    it(`is nothing that others have, where ${code} means something else`, () =>
      assert.rejects(taking('linux', code), { code }));

  it('is not meant by other errors of Windows', () =>
    assert.rejects(taking('win32', 'EACCES'), { code: 'EACCES' }));
});
