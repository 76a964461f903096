import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isCancelled } from '../../../src/core/failure';
import { acquireLock } from '../../../src/files/lock';
import { localFileSystemHost, type FileSystemHost } from '../../../src/files/fileSystemHost';
import { lockPath, temporaryPath } from '../../../src/files/lockAndTemporaryPaths';
import { readBytes } from '../../../src/files/readBytes';
import { replaceFile } from '../../../src/files/replaceFile';
import { readState, updateState } from '../../../src/files/stateFile';
import { deleteLeftovers } from '../../../src/files/deleteLeftovers';

const signal = () => new AbortController().signal;

describe('acquireLock', () => {
  let folder = '';
  let file = '';
  let lock = '';
  beforeEach(async () => {
    folder = await fs.realpath(await fs.mkdtemp(path.join(tmpdir(), 'lock-')));
    file = path.join(folder, 'settings.xml');
    lock = lockPath(file);
  });
  afterEach(() => fs.rm(folder, { recursive: true, force: true }));

  const write = () =>
    replaceFile(file, () => new TextEncoder().encode('new'), { lockMilliseconds: 100 }, signal());
  const content = (pid: number, host = localFileSystemHost.hostname) =>
    JSON.stringify({ mark: 'codeartifact-for-java', id: '1', pid, host });
  const deadPid = 2 ** 22 + 7;
  /** Each look at the clock is three seconds later. */
  const fast = (): FileSystemHost => {
    let now = 0;
    return {
      ...localFileSystemHost,
      monotonicNow: () => (now += 3000),
      wait: () => Promise.resolve(),
    };
  };

  it('is waited for, and told of by its process', async () => {
    await fs.writeFile(lock, content(process.pid));
    await assert.rejects(write(), {
      code: 'file-locked',
      message: new RegExp(`process ${process.pid} holds`),
    });
    assert.deepEqual(await fs.readdir(folder), [path.basename(lock)]);
  });

  it('is taken over from a process that is gone', async () => {
    await fs.writeFile(lock, content(deadPid));
    assert.equal((await write()).changed, true);
    assert.deepEqual(await fs.readdir(folder), ['settings.xml']);
  });

  it('is taken over from a process that was killed while it took it over', async () => {
    await fs.writeFile(lock, content(deadPid));
    const guard = `${lock}.6b86b273`;
    await fs.writeFile(guard, content(deadPid).replace('"1"', '"2"'));
    assert.equal((await write()).changed, true);
    assert.deepEqual(await fs.readdir(folder), ['settings.xml']);
  });

  for (const [what, text] of [
    ['another computer', content(deadPid, 'elsewhere')],
    ['nobody, as it was never written', ''],
  ] as const)
    it(`is taken over from ${what} only when it stays untouched`, async () => {
      await fs.writeFile(lock, text);
      await assert.rejects(write(), { code: 'file-locked' });
      const taken = await acquireLock(fast(), lock, file, 60_000, signal());
      assert.equal(await taken.isHeld(), true);
      await taken.release();
      assert.deepEqual(await fs.readdir(folder), []);
    });

  it('of another program is never deleted', async () => {
    await fs.writeFile(lock, 'mine');
    await assert.rejects(acquireLock(fast(), lock, file, 60_000, signal()), {
      code: 'file-locked',
    });
    await deleteLeftovers(
      folder,
      { machine: { ...localFileSystemHost, now: () => Date.now() + 1e9 } },
      signal(),
    );
    assert.equal(await fs.readFile(lock, 'utf8'), 'mine');
  });

  it('that another took over is noticed, and not released', async () => {
    const held = await acquireLock(localFileSystemHost, lock, file, 100, signal());
    await fs.writeFile(lock, content(process.pid));
    assert.equal(await held.isHeld(), false);
    await held.release();
    assert.equal(await fs.readFile(lock, 'utf8'), content(process.pid));
  });

  it('can be waited for until one is cancelled', async () => {
    await fs.writeFile(lock, content(process.pid));
    const stop = new AbortController();
    const waiting = acquireLock(localFileSystemHost, lock, file, 60_000, stop.signal);
    stop.abort();
    await assert.rejects(waiting, isCancelled);
  });

  it('is for one at a time', async () => {
    let inside = 0;
    const one = async () => {
      const held = await acquireLock(localFileSystemHost, lock, file, 10_000, signal());
      assert.equal(++inside, 1);
      await new Promise(setImmediate);
      inside--;
      await held.release();
    };
    await Promise.all(Array.from({ length: 12 }, one));
    assert.deepEqual(await fs.readdir(folder), []);
  });

  describe('leftovers', () => {
    const later = (milliseconds: number): FileSystemHost => ({
      ...localFileSystemHost,
      now: () => Date.now() + milliseconds,
    });
    const temporary = (pid: number) => temporaryPath(file, pid, '0123456789abcdef');

    it('of processes that are gone are swept after 10 s', async () => {
      await fs.writeFile(temporary(deadPid), '');
      await fs.writeFile(lock, content(deadPid));
      assert.deepEqual(await deleteLeftovers(folder, { machine: later(5000) }, signal()), []);
      assert.equal((await deleteLeftovers(folder, { machine: later(20_000) }, signal())).length, 2);
      assert.deepEqual(await fs.readdir(folder), []);
    });

    it('of living processes and of strangers stay', async () => {
      const strangers = [
        'settings.xml.lock',
        '.settings.xml.lock',
        'settings.xml.tmp',
        '.settings.xml.12.codeartifact-tmp',
        '.settings.xml.swp',
      ];
      for (const name of [...strangers, path.basename(temporary(process.pid))])
        await fs.writeFile(path.join(folder, name), '');
      await fs.mkdir(temporary(deadPid));
      assert.deepEqual(await deleteLeftovers(folder, { machine: later(20_000) }, signal()), []);
      assert.equal(
        (await deleteLeftovers(folder, { machine: later(7_200_000) }, signal())).length,
        1,
      );
      assert.equal((await fs.readdir(folder)).length, strangers.length + 1);
    });

    it('beside the file are swept by the next write', async () => {
      await fs.writeFile(temporary(process.pid), 'secret');
      await write();
      assert.deepEqual(await fs.readdir(folder), ['settings.xml']);
    });

    it('are no concern in a folder that is absent', async () =>
      assert.deepEqual(await deleteLeftovers(path.join(folder, 'x'), {}, signal()), []));
  });

  describe('state', () => {
    const parse = (json: unknown): number[] => (Array.isArray(json) ? (json as number[]) : []);

    it('loses no update of many', async () => {
      await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          updateState(file, parse, list => [...list, index], {}, signal()),
        ),
      );
      const state = await readState(file, parse, {}, signal());
      assert.deepEqual(
        state.toSorted((a, b) => a - b),
        Array.from({ length: 20 }, (_, index) => index),
      );
    });

    it('starts anew from a broken file, for the user alone', async () => {
      await fs.writeFile(file, '{', { mode: 0o600 });
      assert.deepEqual(await readState(file, parse, {}, signal()), []);
      assert.deepEqual(await updateState(file, parse, list => [...list, 1], {}, signal()), [1]);
      assert.equal((await fs.stat(file)).mode & 0o777, 0o600);
    });
  });

  describe('reading', () => {
    it('reads files, through links, and absent ones', async () => {
      assert.equal(await readBytes(file, {}, signal()), undefined);
      await fs.writeFile(path.join(folder, 'real'), 'x'.repeat(100_000));
      await fs.symlink('real', file);
      assert.equal((await readBytes(file, {}, signal()))?.length, 100_000);
    });

    it('refuses what is no file, and what is too large', async () => {
      await assert.rejects(readBytes(folder, {}, signal()), { code: 'file-unsupported' });
      await assert.rejects(readBytes('/dev/zero', {}, signal()), { code: 'file-unsupported' });
      await fs.writeFile(file, 'x'.repeat(100));
      await assert.rejects(readBytes(file, { maxBytes: 99 }, signal()), {
        code: 'file-unsupported',
      });
      assert.equal((await readBytes(file, { maxBytes: 100 }, signal()))?.length, 100);
    });

    it('says why a file cannot be read', async () => {
      await fs.writeFile(path.join(folder, 'x'), '');
      await assert.rejects(readBytes(path.join(folder, 'x', 'y'), {}, signal()), {
        code: 'file-unreadable',
        message: /not a folder/,
      });
    });
  });
});
