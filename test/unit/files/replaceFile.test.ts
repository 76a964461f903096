import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isCancelled, isFailure, type FailureCode } from '../../../src/core/failure';
import { localFileSystemHost, type FileSystemHost } from '../../../src/files/fileSystemHost';
import { replaceFile, type FileEdit, type ReplaceOptions } from '../../../src/files/replaceFile';
import { skip } from '../../skip';
import { meddledMachine, systemError } from '../../properties/faultyMachine';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const edit: FileEdit = () => bytesOf('new');
const isRoot = process.getuid?.() === 0;

describe('replaceFile', () => {
  let folder = '';
  let file = '';
  beforeEach(async () => {
    folder = await fs.realpath(await fs.mkdtemp(path.join(tmpdir(), 'disk-')));
    file = path.join(folder, 'settings.xml');
  });
  afterEach(() => fs.rm(folder, { recursive: true, force: true }));

  const replace = (options: ReplaceOptions = {}, change = edit, name = file) =>
    replaceFile(name, change, options, new AbortController().signal);
  const text = (name = file) => fs.readFile(name, 'utf8');
  const names = async () => (await fs.readdir(folder)).sort();
  const mode = async (name = file) => (await fs.stat(name)).mode & 0o777;
  const fails = (code: FailureCode, reason: RegExp, options: ReplaceOptions = {}, name = file) =>
    assert.rejects(replace(options, edit, name), error => {
      assert.ok(isFailure(error), String(error));
      assert.deepEqual([error.code, error.details.file], [code, name]);
      assert.match(error.details.reason ?? '', reason);
      return true;
    });

  it('makes file and folders for the user alone, under any umask', async () => {
    const former = process.umask(0);
    try {
      const deep = path.join(folder, 'a', '.m2', 'settings.xml');
      assert.deepEqual(await replace({}, edit, deep), { changed: true, path: deep });
      assert.deepEqual(
        [await mode(deep), await mode(path.dirname(deep)), await mode(path.join(folder, 'a'))],
        [0o600, 0o700, 0o700],
      );
      assert.deepEqual(await fs.readdir(path.dirname(deep)), ['settings.xml']);
    } finally {
      process.umask(former);
    }
  });

  it('refuses a link where it is told to, also one that comes meanwhile, and folders may be links', async () => {
    await fs.mkdir(path.join(folder, 'real'));
    await fs.symlink('real', path.join(folder, 'linked'));
    const through = path.join(folder, 'linked', 'token');
    assert.equal((await replace({ symbolicLink: 'refuse' }, edit, through)).changed, true);
    const victim = path.join(folder, 'victim');
    await fs.writeFile(victim, 'old');
    await fs.symlink('victim', file);
    await fails('file-unsupported', /link to another file/, { symbolicLink: 'refuse' });
    await fs.unlink(file);
    const meddle: FileEdit = async () => {
      await fs.symlink('victim', file).catch(() => undefined);
      return bytesOf('new');
    };
    await assert.rejects(replace({ symbolicLink: 'refuse' }, meddle), isFailure);
    assert.equal(await text(victim), 'old');
  });

  for (const bits of [0o600, 0o640, 0o644, 0o660])
    it(`keeps the mode ${bits.toString(8)}`, async () => {
      await fs.writeFile(file, 'old');
      await fs.chmod(file, bits);
      const { readableByOthers } = await replace();
      assert.deepEqual([await text(), await mode()], ['new', bits]);
      assert.equal(readableByOthers, bits === 0o600 ? undefined : bits);
      assert.deepEqual(await names(), ['settings.xml']);
    });

  it('keeps owner and group', async function () {
    if (!isRoot) skip(this, 'only root can give files away');
    await fs.writeFile(file, 'old');
    await fs.chown(file, 1234, 2345);
    await replace();
    const { uid, gid } = await fs.stat(file);
    assert.deepEqual([await text(), uid, gid], ['new', 1234, 2345]);
  });

  it('refuses a file whose owner it cannot keep', async () => {
    await fs.writeFile(file, 'old');
    const like = await fs.stat(file);
    const { calls } = localFileSystemHost;
    const machine: FileSystemHost = {
      ...localFileSystemHost,
      calls: {
        ...calls,
        open: async (name, flags, bits) => {
          const opened = await calls.open(name, flags, bits);
          const isTarget = name === file;
          return {
            ...opened,
            stat: async () => {
              const stats = await opened.stat();
              if (isTarget) stats.uid = BigInt(like.uid + 1);
              return stats;
            },
            chown: () => Promise.reject(systemError('EPERM')),
          };
        },
      },
    };
    await fails('file-unwritable', /owner cannot be kept/, { host: machine });
    assert.deepEqual([await text(), await names()], ['old', ['settings.xml']]);
  });

  describe('with nothing to do', () => {
    for (const [what, change] of [
      ['unchanged', (): 'unchanged' => 'unchanged'],
      ['equal bytes', () => bytesOf('old')],
    ] as const)
      it(`leaves the file alone: ${what}`, async () => {
        await fs.writeFile(file, 'old');
        const before = await fs.stat(file, { bigint: true });
        assert.equal((await replace({}, change)).changed, false);
        const after = await fs.stat(file, { bigint: true });
        assert.deepEqual(
          [after.ino, after.mtimeNs, after.ctimeNs],
          [before.ino, before.mtimeNs, before.ctimeNs],
        );
      });

    it('makes no file', async () => {
      assert.equal((await replace({}, () => 'unchanged')).changed, false);
      assert.deepEqual(await names(), []);
    });
  });

  it('does not wait where nobody else is at the file', async () => {
    await fs.writeFile(file, 'old');
    const waits: number[] = [];
    const wait = (milliseconds: number) => {
      waits.push(milliseconds);
      return Promise.resolve();
    };
    await replace({ host: { ...localFileSystemHost, wait } });
    assert.deepEqual([await text(), waits], ['new', []]);
  });

  it('removes', async () => {
    await fs.writeFile(file, 'old');
    await replace({}, () => 'removed');
    assert.deepEqual(await names(), []);
  });

  it('passes on what the edit throws, with the file untouched', async () => {
    await fs.writeFile(file, 'old');
    const thrown = systemError('ECONNREFUSED');
    await assert.rejects(
      replace({}, () => Promise.reject(thrown)),
      error => error === thrown,
    );
    assert.deepEqual([await text(), await names()], ['old', ['settings.xml']]);
  });

  it('keeps one backup, for the user alone', async () => {
    const backup = path.join(folder, 'storage', 'backup.xml');
    for (const content of ['one', 'two']) {
      await fs.writeFile(file, content, { mode: 0o644 });
      await replace({ backup });
      assert.deepEqual([await text(backup), await mode(backup)], [content, 0o600]);
    }
    assert.deepEqual(await fs.readdir(path.dirname(backup)), ['backup.xml']);
  });

  describe('links', () => {
    it('are followed and stay', async () => {
      await fs.mkdir(path.join(folder, 'dotfiles'));
      const real = path.join(folder, 'dotfiles', 'maven.xml');
      await fs.writeFile(real, 'old', { mode: 0o600 });
      await fs.symlink(path.join('dotfiles', 'maven.xml'), path.join(folder, 'second'));
      await fs.symlink('second', file);
      assert.equal((await replace()).path, real);
      assert.equal(await text(real), 'new');
      assert.equal(await fs.readlink(file), 'second');
    });

    it('lead out of a linked folder as the system follows them', async () => {
      await fs.mkdir(path.join(folder, 'a', 'b'), { recursive: true });
      await fs.symlink(path.join('a', 'b'), path.join(folder, 'm2'));
      await fs.symlink('../target.xml', path.join(folder, 'a', 'b', 'settings.xml'));
      await replace({}, edit, path.join(folder, 'm2', 'settings.xml'));
      assert.equal(await text(path.join(folder, 'a', 'target.xml')), 'new');
    });

    it('that dangle get their target', async () => {
      await fs.symlink(path.join('deep', 'real.xml'), file);
      await replace();
      assert.equal(await text(path.join(folder, 'deep', 'real.xml')), 'new');
      assert.equal((await fs.lstat(file)).isSymbolicLink(), true);
    });

    it('in a circle are refused', async () => {
      await fs.symlink('other', file);
      await fs.symlink('settings.xml', path.join(folder, 'other'));
      await fails('file-unsupported', /cycle/);
    });

    it('of the hard kind are refused unless the user agrees', async () => {
      await fs.writeFile(file, 'old');
      await fs.link(file, path.join(folder, 'twin'));
      await fails('file-unsupported', /hard links/);
      await replace({ hardLinks: 'replace' });
      assert.deepEqual([await text(), await text(path.join(folder, 'twin'))], ['new', 'old']);
    });
  });

  it('refuses an access control list unless the user agrees', async () => {
    await fs.writeFile(file, 'old');
    const machine: FileSystemHost = {
      ...localFileSystemHost,
      hasAccessList: () => Promise.resolve(true),
    };
    await fails('file-unsupported', /access control/, { host: machine });
    assert.equal((await replace({ host: machine, hardLinks: 'replace' })).changed, true);
  });

  it('refuses folders, pipes, sockets and devices without opening them', async () => {
    const pipe = path.join(folder, 'pipe');
    assert.equal(spawnSync('mkfifo', [pipe]).status, 0);
    await fails('file-unsupported', /pipe/, {}, pipe);
    await fails('file-unsupported', /folder/, {}, folder);
  });

  it('refuses a read-only file, and leaves its mode', async () => {
    await fs.writeFile(file, 'old');
    await fs.chmod(file, 0o444);
    await fails('file-unwritable', /read-only/);
    assert.deepEqual([await text(), await mode()], ['old', 0o444]);
  });

  it('refuses a large file before reading it', async () => {
    await fs.writeFile(file, 'x'.repeat(5000));
    await fails('file-unsupported', /larger than/, { maxBytes: 4096 });
  });

  it('refuses a relative path', () => fails('file-unsupported', /absolute/, {}, 'settings.xml'));

  it('refuses where a folder is a file', async () => {
    await fs.writeFile(path.join(folder, 'x'), '');
    await fails('file-unwritable', /not a folder/, {}, path.join(folder, 'x', 'settings.xml'));
  });

  describe('while someone else changes the file', () => {
    const append: FileEdit = bytes => bytesOf(`${new TextDecoder().decode(bytes)}+ours`);
    const onceAt = (call: string, meddle: () => Promise<void> | void) => {
      let isDone = false;
      const { calls } = localFileSystemHost;
      const machine: FileSystemHost = {
        ...localFileSystemHost,
        calls: {
          ...calls,
          access: async name => {
            await calls.access(name);
            if (call === 'access' && !isDone) {
              isDone = true;
              await meddle();
            }
          },
        },
      };
      return machine;
    };

    it('takes its change along', async () => {
      await fs.writeFile(file, 'old');
      await replace({ host: onceAt('access', () => fs.writeFile(file, 'foreign')) }, append);
      assert.equal(await text(), 'foreign+ours');
    });

    it('takes a change of the same length and time along', async () => {
      await fs.writeFile(file, 'old');
      const time = new Date(1_700_000_000_000);
      await fs.utimes(file, time, time);
      const machine = onceAt('access', async () => {
        await fs.writeFile(file, 'alt');
        await fs.utimes(file, time, time);
      });
      await replace({ host: machine }, append);
      assert.equal(await text(), 'alt+ours');
    });

    it('runs the edit again where it threw on a file that has changed since', async () => {
      await fs.writeFile(file, 'half');
      await replace({}, async bytes => {
        if (new TextDecoder().decode(bytes) !== 'half') return append(bytes);
        await fs.writeFile(file, 'foreign');
        throw new Error('it cannot be read');
      });
      assert.equal(await text(), 'foreign+ours');
    });

    it('does not overwrite a file that appears', async () => {
      const machine = meddledMachine(call => {
        if (call === 'linkSync')
          spawnSync('sh', ['-c', `test -e ${file} || printf foreign > ${file}`]);
      });
      await replace({ host: machine }, append);
      assert.equal(await text(), 'foreign+ours');
    });

    it('gives up when it never rests', async () => {
      await fs.writeFile(file, 'old');
      let count = 0;
      const { calls } = localFileSystemHost;
      const restless: FileSystemHost = {
        ...localFileSystemHost,
        calls: {
          ...calls,
          access: async () => {
            await fs.writeFile(file, `foreign ${count++}`);
          },
        },
      };
      await fails('file-changed', /keeps changing/, { host: restless });
      assert.equal(await text(), `foreign ${count - 1}`);
      assert.equal(count, 6);
      assert.deepEqual(await names(), ['settings.xml']);
    });

    it('does not follow a link that appears', async () => {
      await fs.writeFile(file, 'old');
      const machine = onceAt('access', async () => {
        await fs.rename(file, path.join(folder, 'moved'));
        await fs.symlink('moved', file);
      });
      await fails('file-changed', /became a link/, { host: machine });
      assert.equal(await text(path.join(folder, 'moved')), 'old');
    });

    it('waits for a file that was just emptied to be written', async () => {
      await fs.writeFile(file, '');
      const writer: FileSystemHost = {
        ...localFileSystemHost,
        wait: async () => {
          if ((await text()) === '') await fs.writeFile(file, 'foreign');
        },
      };
      await replace({ host: writer }, append);
      assert.equal(await text(), 'foreign+ours');
    });
  });

  describe('on Windows', () => {
    const windows = (errors: number): FileSystemHost => {
      let left = errors;
      const machine = meddledMachine(call => {
        if (call === 'renameSync' && left-- > 0) throw systemError('EPERM');
      });
      return { ...machine, platform: 'win32', wait: () => Promise.resolve() };
    };

    it('tries again while another program has the file open', async () => {
      await fs.writeFile(file, 'old');
      await replace({ host: windows(5) });
      assert.equal(await text(), 'new');
    });

    it('gives up in the end, without touching it', async () => {
      await fs.writeFile(file, 'old');
      await fails('file-unwritable', /not permit/, { host: windows(1000) });
      assert.deepEqual([await text(), await names()], ['old', ['settings.xml']]);
    });
  });

  it('tries again when too many files are open', async () => {
    let left = 4;
    const machine = meddledMachine(call => {
      if (call === 'open' && left-- > 0) throw systemError('EMFILE');
    });
    assert.equal(
      (await replace({ host: { ...machine, wait: () => Promise.resolve() } })).changed,
      true,
    );
  });

  it('stops when it is cancelled, and leaves nothing behind', async () => {
    await fs.writeFile(file, 'old');
    const stop = new AbortController();
    const change = () => {
      stop.abort();
      return bytesOf('new');
    };
    await assert.rejects(replaceFile(file, change, {}, stop.signal), isCancelled);
    assert.deepEqual([await text(), await names()], ['old', ['settings.xml']]);
  });
});
