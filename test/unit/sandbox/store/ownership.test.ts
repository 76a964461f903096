import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { skip } from '../../../skip';
import { Held, takeFolder } from '../../../../src/sandbox/store/ownership';
import { withFolder } from '../temporaryFolder';

/** The pid of a process that has ended. */
function deadPid(): number {
  return spawnSync(process.execPath, ['-e', '0']).pid;
}

describe('takeFolder', () => {
  it('refuses a folder that a live process holds, and names it', () =>
    withFolder(folder => {
      takeFolder(folder);
      assert.throws(
        () => takeFolder(folder),
        (error: unknown) => error instanceof Held && error.owner.pid === process.pid,
      );
    }));

  it('takes over from a process that died', () =>
    withFolder(folder => {
      writeFileSync(path.join(folder, 'owner-4'), JSON.stringify({ pid: deadPid(), birth: '' }));
      takeFolder(folder).guard();
      assert.deepEqual(readdirSync(folder), ['owner-5']);
    }));

  it('takes over from a process whose number another one has now', function () {
    if (process.platform !== 'linux') skip(this, 'only Linux tells when a process started');
    return withFolder(folder => {
      const owner = { pid: process.ppid, birth: 'another boot 1' };
      writeFileSync(path.join(folder, 'owner-1'), JSON.stringify(owner));
      takeFolder(folder).guard();
    });
  });

  it('takes over from a process that died before it wrote its name', () =>
    withFolder(folder => {
      writeFileSync(path.join(folder, 'owner-1'), '');
      takeFolder(folder, () => Date.now() + 10_000).guard();
      assert.deepEqual(readdirSync(folder), ['owner-2']);
    }));

  it('gives a folder back', () =>
    withFolder(folder => {
      takeFolder(folder).release();
      takeFolder(folder).guard();
    }));

  it('tells the one that was taken over', () =>
    withFolder(folder => {
      const { guard } = takeFolder(folder);
      writeFileSync(path.join(folder, 'owner-2'), '{}');
      assert.throws(guard, /taken over/);
    }));

  it('tells the one whose folder was removed, also when another process has made it anew', () =>
    withFolder(folder => {
      const data = path.join(folder, 'data');
      mkdirSync(data);
      const { guard, release } = takeFolder(data);
      guard();
      rmSync(data, { recursive: true });
      assert.throws(guard, { name: 'FatalError', message: /was removed/ });
      mkdirSync(data);
      writeFileSync(path.join(data, 'owner-1'), JSON.stringify({ pid: process.ppid, birth: '' }));
      assert.throws(guard, { name: 'FatalError', message: /was removed/ });
      release();
    }));
});
