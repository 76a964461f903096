import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { lstat, mkdir, readdir, readFile, readlink, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { unpackArchive, usualLimits } from '../../../../src/archive/unpack/unpackArchive';
import { isCancelled, isFailure } from '../../../../src/model/failure';
import { never, plant, silent, workRoom } from '../workRoom';
import { bombs, hostile } from './hostileArchives';
import { pax, raw, tar, targz } from './rawTar';

describe('unpackArchive', function () {
  this.timeout(20_000);
  const room = workRoom();

  /** Unpacks `bytes` into `in/out` of the room. */
  async function unpack(bytes: Buffer, limits = usualLimits, signal = never) {
    const archive = path.join(room(), 'archive.tar.gz');
    await writeFile(archive, bytes);
    await mkdir(path.join(room(), 'in'), { recursive: true });
    return unpackArchive(archive, path.join(room(), 'in', 'out'), limits, silent, signal);
  }

  async function nothingHappened(): Promise<void> {
    assert.deepEqual(await readdir(path.join(room(), 'in')), []);
    const left = (await readdir(room())).filter(name => !/^(?:in|archive\.tar\.gz)$/.test(name));
    assert.deepEqual(left, []);
  }

  for (const [what, bytes, says] of hostile)
    it(`refuses ${what}`, async () => {
      await assert.rejects(unpack(bytes), error => {
        assert.ok(isFailure(error), String(error));
        assert.equal(error.code, 'archive-refused', error.message);
        assert.match(error.details.reason ?? '', says);
        return true;
      });
      await nothingHappened();
    });

  for (const [what, bytes, says] of bombs)
    it(`refuses a bomb: ${what}`, async () => {
      const limits = { bytes: 10 * 1024 * 1024, entries: 1000, depth: 20 };
      await assert.rejects(unpack(bytes(), limits), error => {
        assert.ok(isFailure(error) && error.code === 'archive-refused', String(error));
        assert.match(error.details.reason ?? '', says);
        return true;
      });
      await nothingHappened();
    });

  it('unpacks what is fine, with links, long names and programs', async () => {
    const long = `${'long-'.repeat(45)}é`;
    const unpacked = await unpack(
      targz(
        raw({ name: './', type: '5' }),
        raw({ name: 'd/', type: '5' }),
        raw({ name: 'd/run', mode: 0o700, data: '#!' }),
        raw({ name: 'd/link', type: '2', target: '../top' }),
        raw({ name: 'loose', type: '2', target: 'd/not-there' }),
        raw({ name: 'top', data: 'T' }),
        raw({ name: 'hard', type: '1', target: 'top' }),
        pax({ path: `p/${long}`, comment: 'é' }),
        raw({ data: 'pax' }),
        raw({
          name: '././@LongLink',
          type: 'L',
          data: `${'g/'.repeat(60)}gnu\0`,
          magic: 'ustar  \0',
        }),
        raw({ name: 'cut', data: 'gnu', magic: 'ustar  \0' }),
        raw({ name: 'rest', prefix: 'before/it', data: 'prefix' }),
        pax({ comment: 'a commit' }, 'g'),
        raw({ name: 'old', type: '\0', magic: '', data: 'v7' }),
      ),
    );
    assert.equal(unpacked.files, 7);
    const at = (name: string) => path.join(unpacked.folder, name);
    assert.equal(await readlink(at('d/link')), '../top');
    assert.equal(await readlink(at('loose')), 'd/not-there');
    assert.equal((await stat(at('d/run'))).mode & 0o700, 0o700);
    assert.equal((await stat(at('top'))).mode & 0o111, 0);
    assert.equal(await readFile(at('hard'), 'utf8'), 'T');
    assert.equal(await readFile(at(`p/${long}`), 'utf8'), 'pax');
    assert.equal(await readFile(at(`${'g/'.repeat(60)}gnu`), 'utf8'), 'gnu');
    assert.equal(await readFile(at('before/it/rest'), 'utf8'), 'prefix');
    const usual = await stat(path.join(room(), 'in'));
    assert.equal((await stat(unpacked.folder)).mode, usual.mode);
    assert.deepEqual(await readdir(path.join(room(), 'in')), ['out']);
  });

  it('unpacks a tar without gzip', async () => {
    const { files, bytes } = await unpack(tar(raw({ name: 'a', data: 'abc' })));
    assert.deepEqual([files, bytes], [1, 3]);
  });

  for (const format of ['gnu', 'pax', 'ustar', 'v7'])
    it(`unpacks what GNU tar writes as ${format}`, async () => {
      const tree = path.join(room(), 'tree');
      await plant(tree, {
        'a.txt': 'a'.repeat(100_000),
        'empty/x': '',
        [`${'deep/'.repeat(15)}${format === 'v7' ? 'x' : 'name'.repeat(10)}`]: 'x',
        large: Buffer.alloc(3_000_000, 'abc'),
      });
      const args = ['-C', tree, `--format=${format}`, '-czf', path.join(room(), 't.tgz'), '.'];
      execFileSync('tar', args);
      const { folder } = await unpack(await readFile(path.join(room(), 't.tgz')));
      execFileSync('diff', ['-r', tree, folder]);
    });

  it('leaves a target alone that exists', async () => {
    await plant(path.join(room(), 'in', 'out'), { mine: 'mine' });
    await assert.rejects(unpack(targz(raw({ name: 'a' }))), { code: 'target-exists' });
    assert.deepEqual(await readdir(path.join(room(), 'in', 'out')), ['mine']);
  });

  it('leaves nothing when it is cancelled half-way', async () => {
    const data = Buffer.alloc(30_000_000, 'abcdefg');
    const archive = path.join(room(), 'archive.tar.gz');
    await writeFile(archive, gzipSync(tar(raw({ name: 'a', data }), raw({ name: 'b', data }))));
    await mkdir(path.join(room(), 'in'));
    for (const stopAt of [0.1, 0.4, 0.6, 0.9]) {
      const abort = new AbortController();
      const stop = (done: number, total: number) => {
        if (done >= total * stopAt) abort.abort();
      };
      const target = path.join(room(), 'in', 'out');
      await assert.rejects(unpackArchive(archive, target, usualLimits, stop, abort.signal), error =>
        isCancelled(error),
      );
      await nothingHappened();
    }
  });

  it('names what runs by itself', async () => {
    const names = [
      '.vscode/tasks.json',
      '.vscode/x',
      'sub/.git/hooks/pre-commit',
      '.mvn/jvm.config',
    ];
    const { warnings } = await unpack(
      targz(...[...names, 'my.code-workspace', 'plain'].map(name => raw({ name, data: 'x' }))),
    );
    assert.deepEqual(warnings, [
      { kind: 'editor-settings', path: '.vscode' },
      { kind: 'git-hooks', path: 'sub/.git' },
      { kind: 'build-extension', path: '.mvn' },
      { kind: 'editor-settings', path: 'my.code-workspace' },
    ]);
  });

  it('says what is wrong with a folder in the place of the archive, and with none', async () => {
    const target = path.join(room(), 'out');
    const at = (archive: string) => unpackArchive(archive, target, usualLimits, silent, never);
    await assert.rejects(at(room()), { code: 'file-unsupported' });
    await assert.rejects(at(path.join(room(), 'none')), { code: 'file-unreadable' });
    await assert.rejects(lstat(target), { code: 'ENOENT' });
  });
});
