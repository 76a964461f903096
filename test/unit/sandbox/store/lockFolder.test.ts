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

describe('takeFolder', () => {
  it('refuses a folder that a live process holds, and names it', () =>
    withFolder(folder => {
      lockFolder(folder);
      assert.throws(
        () => lockFolder(folder),
        (error: unknown) => error instanceof FolderInUseError && error.owner.pid === process.pid,
      );
    }));

  it('takes over from a process that died', () =>
    withFolder(folder => {
      writeFileSync(path.join(folder, 'owner-4'), JSON.stringify({ pid: deadPid(), birth: '' }));
      lockFolder(folder).checkOwnership();
      assert.deepEqual(readdirSync(folder), ['owner-5']);
    }));

  it('takes over from a process whose number another one has now', function () {
    if (process.platform !== 'linux') skip(this, 'only Linux tells when a process started');
    return withFolder(folder => {
      const owner = { pid: process.ppid, birth: 'another boot 1' };
      writeFileSync(path.join(folder, 'owner-1'), JSON.stringify(owner));
      lockFolder(folder).checkOwnership();
    });
  });

  it('takes over from a process that died before it wrote its name', () =>
    withFolder(folder => {
      writeFileSync(path.join(folder, 'owner-1'), '');
      lockFolder(folder, () => Date.now() + 10_000).checkOwnership();
      assert.deepEqual(readdirSync(folder), ['owner-2']);
    }));

  it('gives a folder back', () =>
    withFolder(folder => {
      lockFolder(folder).release();
      lockFolder(folder).checkOwnership();
    }));

  it('tells the one that was taken over', () =>
    withFolder(folder => {
      const { checkOwnership } = lockFolder(folder);
      writeFileSync(path.join(folder, 'owner-2'), '{}');
      assert.throws(checkOwnership, /taken over/);
    }));

  it('tells the one whose folder was removed, also when another process has made it anew', () =>
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
