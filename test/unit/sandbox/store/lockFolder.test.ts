import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { skip } from '../../../skip';
import { FolderInUseError, lockFolder } from '../../../../src/sandbox/store/lockFolder';
import { withFolder } from '../temporaryFolder';

/** The pid of a process that has ended. */
function deadPid(): number {
  return spawnSync(process.execPath, ['-e', '0']).pid;
}

describe('lockFolder', () => {
  it('refuses a folder that another process holds, and names the process', () =>
    withFolder(folder => {
      lockFolder(folder);
      assert.throws(
        () => lockFolder(folder),
        (error: unknown) => error instanceof FolderInUseError && error.owner.pid === process.pid,
      );
    }));

  it('takes over from a process that has ended', () =>
    withFolder(folder => {
      writeFileSync(path.join(folder, 'owner-4'), JSON.stringify({ pid: deadPid(), birth: '' }));
      lockFolder(folder).checkOwnership();
      assert.deepEqual(readdirSync(folder), ['owner-5']);
    }));

  it('takes over from a process whose pid is reused', function () {
    if (process.platform !== 'linux') skip(this, 'only Linux tells when a process started');
    return withFolder(folder => {
      const owner = { pid: process.ppid, birth: 'another boot 1' };
      writeFileSync(path.join(folder, 'owner-1'), JSON.stringify(owner));
      lockFolder(folder).checkOwnership();
    });
  });

  it('takes over from a process that ended before it wrote its pid', () =>
    withFolder(folder => {
      writeFileSync(path.join(folder, 'owner-1'), '');
      lockFolder(folder, () => Date.now() + 10_000).checkOwnership();
      assert.deepEqual(readdirSync(folder), ['owner-2']);
    }));

  it('releases a folder', () =>
    withFolder(folder => {
      lockFolder(folder).release();
      lockFolder(folder).checkOwnership();
    }));

  it('tells the previous owner that the folder was taken over', () =>
    withFolder(folder => {
      const { checkOwnership } = lockFolder(folder);
      writeFileSync(path.join(folder, 'owner-2'), '{}');
      assert.throws(checkOwnership, /taken over/);
    }));

  it('tells the owner that the folder was removed, even if it was created again', () =>
    withFolder(folder => {
      const data = path.join(folder, 'data');
      mkdirSync(data);
      const { checkOwnership, release } = lockFolder(data);
      checkOwnership();
      rmSync(data, { recursive: true });
      assert.throws(checkOwnership, { name: 'FatalError', message: /was removed/ });
      mkdirSync(data);
      writeFileSync(path.join(data, 'owner-1'), JSON.stringify({ pid: process.ppid, birth: '' }));
      assert.throws(checkOwnership, { name: 'FatalError', message: /was removed/ });
      release();
    }));
});
