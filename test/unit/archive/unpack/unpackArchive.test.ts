import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { lstat, mkdir, readdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { createTemporaryName } from '../../../../src/files/createTemporaryName';
import { unpackArchive, defaultUnpackLimits } from '../../../../src/archive/unpack/unpackArchive';
import { isCancelled, isFailure } from '../../../../src/core/failure';
import { failing } from '../../aws/failing';
import { withSmallDisk } from '../../transfer/smallDisk';
import { never, plant, silent, workRoom } from '../../transfer/workRoom';
import { bombs, harmless, hostile } from './hostileArchives';
import { pax, raw, tar, targz } from './rawTar';

describe('unpackArchive', function () {
  const room = workRoom();

  /** Unpacks `bytes` into `in/out` of the room. */
  async function unpack(bytes: Buffer, limits = defaultUnpackLimits, signal = never) {
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

  for (const [what, bytes, names] of harmless)
    it(`unpacks ${what}`, async () => {
      const { folder } = await unpack(bytes);
      assert.deepEqual(await readdir(folder), names);
    });

  /** Unpacks 4 MB, and does something when a part of both passes is over. */
  async function meddled(
    part: number,
    meddle: (archive: string) => void,
    pack = (bytes: Buffer): Buffer => gzipSync(bytes, { level: 1 }),
  ): Promise<void> {
    const archive = path.join(room(), 'archive.tar.gz');
    const data = randomBytes(4_000_000);
    await writeFile(archive, pack(tar(raw({ name: 'a', data }))));
    await mkdir(path.join(room(), 'in'), { recursive: true });
    let done = false;
    const watch = (bytes: number, of: number) => {
      if (done || bytes < of * part) return;
      done = true;
      meddle(archive);
    };
    await unpackArchive(archive, path.join(room(), 'in', 'out'), defaultUnpackLimits, watch, never);
  }

  // Where: in the first pass, between both, in the second one, at its end.
  for (const part of [0.1, 0.5, 0.7, 1])
    for (const [how, meddle] of [
      ['is cut', (file: string) => truncateSync(file, 1000)],
      ['is written to', (file: string) => writeFileSync(file, Buffer.alloc(4_100_000, 'x'))],
    ] as const)
      it(`refuses an archive that ${how} after ${part} of both passes (CVE-2025-64118)`, async () => {
        await assert.rejects(meddled(part, meddle), { code: 'archive-refused' });
        await nothingHappened();
      });

  it('refuses an archive that is written to when all of it was read', async () => {
    const same = (bytes: Buffer) => bytes;
    const work = meddled(1, file => writeFileSync(file, Buffer.alloc(4_001_792, 'x')), same);
    await assert.rejects(work, { code: 'archive-refused' });
    await nothingHappened();
  });

  it('stages where nobody else can put a link in between (tar 7.5.13)', async () => {
    const staged: string[] = [];
    await meddled(0.7, () => {
      const inside = path.join(room(), 'in');
      for (const name of readdirSync(inside))
        staged.push(`${name} ${(statSync(path.join(inside, name)).mode & 0o777).toString(8)}`);
    });
    assert.match(staged.join(), /^\.codeartifact-\S+\.unpack 700$/);
  });

  it('knows an archive for every advisory on tar', () => {
    const advisories = [
      ...['CVE-2021-32803', 'CVE-2021-32804', 'CVE-2021-37701', 'CVE-2021-37712', 'CVE-2021-37713'],
      ...['CVE-2024-28863', 'CVE-2025-64118', 'CVE-2026-23745', 'CVE-2026-23950', 'CVE-2026-24842'],
      ...['CVE-2026-26960', 'CVE-2026-29786', 'CVE-2026-31802', 'CVE-2026-59871', 'CVE-2026-59873'],
      ...['CVE-2026-59874', 'CVE-2026-59875', 'tar 7.5.13', 'tar 7.5.16', 'tar 7.5.21'],
    ];
    const told = this.tests.map(it => it.title).join('\n');
    assert.deepEqual(
      advisories.filter(it => !told.includes(it)),
      [],
    );
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

  it('listens no more often to a large archive than to a small one', async () => {
    const told: string[] = [];
    const hear = ({ name }: Error) => void told.push(name);
    process.on('warning', hear);
    try {
      await meddled(2, () => undefined);
      await setImmediate();
    } finally {
      process.off('warning', hear);
    }
    assert.deepEqual(told, []);
  });

  for (const [what, appear] of [
    ['an empty folder', (place: string) => mkdirSync(place)],
    ['a file', (place: string) => writeFileSync(place, 'mine')],
    ['a link', (place: string) => symlinkSync('..', place)],
  ] as const)
    it(`leaves ${what} alone that came to its place meanwhile`, async () => {
      const inside = path.join(room(), 'in');
      const work = meddled(0.7, () => appear(path.join(inside, 'out')));
      await assert.rejects(work, { code: 'target-exists' });
      assert.deepEqual(await readdir(inside), ['out']);
      const stats = await lstat(path.join(inside, 'out'));
      if (stats.isDirectory()) assert.deepEqual(await readdir(path.join(inside, 'out')), []);
    });

  it('sweeps what a killed process left beside it, and nothing else', async () => {
    const name = createTemporaryName('unpack');
    // No process has this number.
    const dead = name.replace(`-${process.pid}-`, '-4194999-');
    const mine = { 'tree/a': 'x' };
    await plant(path.join(room(), 'in'), { [dead]: mine, [name]: mine, '.codeartifact-x': 'mine' });
    await unpack(targz(raw({ name: 'a' })));
    assert.deepEqual(
      (await readdir(path.join(room(), 'in'))).sort(),
      ['.codeartifact-x', name, 'out'].sort(),
    );
  });

  it('leaves nothing when it is cancelled half-way', async () => {
    const data = randomBytes(3_000_000);
    const archive = path.join(room(), 'archive.tar.gz');
    await writeFile(archive, gzipSync(tar(raw({ name: 'a', data }), raw({ name: 'b', data }))));
    await mkdir(path.join(room(), 'in'));
    for (const stopAt of [0.1, 0.4, 0.6, 0.9]) {
      const abort = new AbortController();
      const stop = (done: number, total: number) => {
        if (done >= total * stopAt) abort.abort();
      };
      const target = path.join(room(), 'in', 'out');
      await assert.rejects(
        unpackArchive(archive, target, defaultUnpackLimits, stop, abort.signal),
        error => isCancelled(error),
      );
      await nothingHappened();
    }
  });

  it('leaves nothing where the disk is too small, or gets full half-way', async function () {
    const data = randomBytes(700_000);
    const files = Array.from({ length: 3 }, (_, at) => raw({ name: `f${at}`, data }));
    // Each of so many small files takes a block: the sizes alone would fit.
    const small = Array.from({ length: 700 }, (_, at) => raw({ name: `s${at}`, data: 'x' }));
    await writeFile(path.join(room(), 'large.tar'), tar(...files));
    await writeFile(path.join(room(), 'small.tar'), tar(...small));
    await withSmallDisk(this, room(), 1_000_000, async disk => {
      for (const [name, reason] of [
        ['large.tar', /^3 MB are needed, 1 MB are free$/],
        ['small.tar', /no space left/],
      ] as const) {
        const archive = path.join(room(), name);
        const target = path.join(disk, 'out');
        await assert.rejects(
          unpackArchive(archive, target, defaultUnpackLimits, silent, never),
          failing('disk-full', undefined, reason),
        );
        assert.deepEqual(await readdir(disk), []);
      }
    });
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
    const more = ['.idea/a', '.devcontainer/a', '.devcontainer.json', '.husky/a', '.VSCode/a'];
    await rm(path.join(room(), 'in', 'out'), { recursive: true });
    const others = await unpack(targz(...more.map(name => raw({ name, data: 'x' }))));
    assert.equal(others.warnings.length, more.length);
    assert.deepEqual(warnings, [
      { kind: 'editor-settings', path: '.vscode' },
      { kind: 'git-hooks', path: 'sub/.git' },
      { kind: 'build-extension', path: '.mvn' },
      { kind: 'editor-settings', path: 'my.code-workspace' },
    ]);
  });

  it('says what is wrong with a folder in the place of the archive, and with none', async () => {
    const target = path.join(room(), 'out');
    const at = (archive: string) =>
      unpackArchive(archive, target, defaultUnpackLimits, silent, never);
    await assert.rejects(at(room()), { code: 'file-unsupported' });
    await assert.rejects(at(path.join(room(), 'none')), { code: 'file-unreadable' });
    await assert.rejects(lstat(target), { code: 'ENOENT' });
  });
});
