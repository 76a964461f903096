import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  appendFile,
  chmod,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import type { ArchivePlan } from '../../../../src/archive/plan/archivePlan';
import { packArchive } from '../../../../src/archive/pack/packArchive';
import type { Compression } from '../../../../src/archive/pack/packedArchive';
import { encodeTarHeader } from '../../../../src/archive/pack/encodeTarHeader';
import { planArchive } from '../../../../src/archive/plan/planArchive';
import { deleteStaleTemporaryFiles } from '../../../../src/files/deleteStaleTemporaryFiles';
import { isCancelled } from '../../../../src/core/failure';
import { skip } from '../../../skip';
import { LinkTo, never, plant, Program, silent, workRoom } from '../../transfer/workRoom';

describe('packArchive', function () {
  this.timeout(120_000);
  const room = workRoom();
  const tree = () => path.join(room(), 'tree');
  const temporary = () => path.join(room(), 'temporary');
  beforeEach(() => mkdir(temporary()));

  const plan = () => planArchive([tree()], {}, never);
  const pack = (made: ArchivePlan, compression: Compression = 'balanced', signal = never) =>
    packArchive(made, { compression, temporaryFolder: temporary() }, silent, signal);

  const nothingLeft = async () => assert.deepEqual(await readdir(temporary()), []);

  for (const compression of ['fast', 'balanced', 'small'] as const)
    it(`makes what GNU tar and gzip take, ${compression}`, async () => {
      await plant(tree(), {
        'a.txt': 'a'.repeat(1000),
        'b/random': randomBytes(3 * 1024 * 1024 + 17),
        'b/text': 'lorem ipsum '.repeat(300_000),
        'b/run': new Program('#!/bin/sh'),
        'empty/folder': {},
        nothing: '',
        [`${'long-name/'.repeat(20)}é`]: 'x',
        link: new LinkTo('b/text'),
        many: Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`f${at}`, String(at)])),
        exact: Buffer.alloc(1024 * 1024),
        block: Buffer.alloc(512, 'x'),
      });
      const { path: archive, bytes, tarBytes, sha256 } = await pack(await plan(), compression);
      execFileSync('gzip', ['-t', archive]);
      const out = path.join(room(), 'out');
      await mkdir(out);
      execFileSync('tar', ['-xzf', archive, '-C', out]);
      execFileSync('diff', ['-r', '--no-dereference', tree(), out]);
      assert.equal((await stat(path.join(out, 'b/run'))).mode & 0o777, 0o755);
      const written = await readFile(archive);
      assert.equal(bytes, written.length);
      assert.equal(sha256, createHash('sha256').update(written).digest('hex'));
      assert.equal(tarBytes, execFileSync('gunzip', ['-c', archive], { maxBuffer: 1e8 }).length);
      assert.equal((await stat(archive)).mode & 0o777, 0o600);
      const listed = execFileSync('tar', ['-tvzf', archive, '--utc', '--full-time']).toString();
      for (const line of listed.trim().split('\n'))
        assert.match(line, /^[-dl]\S+ 0\/0 .* 1970-01-01 00:00:00 /);
    });

  it('does not compress what does not shrink', async () => {
    const random = randomBytes(16 * 1024 * 1024);
    await plant(tree(), { random });
    const made = await plan();
    const userTime = async (work: () => unknown) => {
      const before = process.cpuUsage();
      await work();
      return process.cpuUsage(before).user;
    };
    const ours = await userTime(() => pack(made));
    const deflating = await userTime(() => deflateRawSync(random));
    assert.ok(ours < 0.7 * deflating, `${ours} µs, ${deflating} µs to deflate it`);
  });

  it('writes sizes above 8 GiB so that GNU tar reads them', async () => {
    const identity = {
      device: 0,
      inode: 0,
      bytes: 20 * 1024 ** 3 + 1,
      modifiedMilliseconds: 0,
      changedMilliseconds: 0,
    };
    const header = encodeTarHeader({
      kind: 'file',
      path: 'huge',
      source: '',
      executable: false,
      identity,
    });
    await writeFile(path.join(room(), 'huge.tar'), header);
    const listed = execFileSync('sh', [
      '-c',
      `tar -tvf ${path.join(room(), 'huge.tar')} 2>/dev/null || true`,
    ]);
    assert.match(listed.toString(), /21474836481 1970-01-01 \d\d:\d\d huge/);
  });

  it('tells how far it is', async () => {
    await plant(tree(), { a: Buffer.alloc(5_000_000), b: 'b' });
    const told: number[] = [];
    const made = await plan();
    const options = { compression: 'fast', temporaryFolder: temporary() } as const;
    await packArchive(
      made,
      options,
      (done, total) => {
        assert.equal(total, 5_000_001);
        told.push(done);
      },
      never,
    );
    assert.ok(told.length > 4);
    assert.deepEqual(
      told.toSorted((a, b) => a - b),
      told,
    );
    assert.equal(told.at(-1), 5_000_001);
  });

  const changes: [what: string, change: (file: string) => Promise<unknown>, reason: string][] = [
    ['grows', file => appendFile(file, 'more'), 'it grew'],
    ['shrinks', file => truncate(file, 3), 'it shrank'],
    ['vanishes', file => rm(file), 'it is gone'],
    [
      'is replaced by an equal one',
      async file => {
        await writeFile(`${file}.new`, await readFile(file));
        await rename(`${file}.new`, file);
      },
      'it was replaced',
    ],
    ['is written to', file => writeFile(file, Buffer.alloc(2_000_000, 'y')), 'it was written to'],
    [
      'is written to and gets its old time',
      async file => {
        const { atime, mtime } = await stat(file);
        await writeFile(file, Buffer.alloc(2_000_000, 'y'));
        await utimes(file, atime, mtime);
      },
      'it was written to',
    ],
    [
      'becomes a link',
      async file => {
        await rm(file);
        await symlink('/etc/passwd', file);
      },
      'it was replaced',
    ],
    [
      'becomes a pipe',
      async file => {
        await rm(file);
        execFileSync('mkfifo', [file]);
      },
      'it was replaced',
    ],
    [
      'becomes a folder',
      async file => {
        await rm(file);
        await mkdir(file);
      },
      'it was replaced',
    ],
  ];
  for (const [what, change, reason] of changes)
    it(`refuses a file that ${what}, and leaves nothing`, async () => {
      await plant(tree(), { a: 'a', file: Buffer.alloc(2_000_000, 'x') });
      // A time without fractions can be given back exactly.
      await utimes(path.join(tree(), 'file'), 1000, 1000);
      const made = await plan();
      await change(path.join(tree(), 'file'));
      await assert.rejects(
        pack(made),
        (error: { code?: string; details?: { reason?: string } }) => {
          assert.equal(error.code, 'files-changed');
          assert.equal(error.details?.reason, reason);
          return true;
        },
      );
      await nothingLeft();
    });

  it('refuses a file that grows while it is packed', async () => {
    await plant(tree(), { file: randomBytes(20 * 1024 * 1024) });
    const made = await plan();
    const options = { compression: 'balanced', temporaryFolder: temporary() } as const;
    const growing = async (done: number) => {
      if (done > 0) await appendFile(path.join(tree(), 'file'), 'x');
    };
    await assert.rejects(
      packArchive(made, options, done => void growing(done), never),
      { code: 'files-changed' },
    );
    await nothingLeft();
  });

  it('refuses a file that holds more than its file system says', async function () {
    if (process.platform !== 'linux') skip(this, '/proc has files that do not tell their size');
    const options = { compression: 'balanced', temporaryFolder: temporary() } as const;
    const made = await planArchive(['/proc/version'], {}, never);
    assert.equal(made.bytes, 0);
    await assert.rejects(packArchive(made, options, silent, never), { code: 'files-changed' });
    await nothingLeft();
  });

  it('refuses a link that leads elsewhere, or is gone', async () => {
    await plant(tree(), { a: '', b: '', link: new LinkTo('a') });
    const made = await plan();
    await rm(path.join(tree(), 'link'));
    await assert.rejects(pack(made), { code: 'files-changed' });
    await symlink('b', path.join(tree(), 'link'));
    await assert.rejects(pack(made), { code: 'files-changed' });
    await nothingLeft();
  });

  it('refuses more bytes than may be', async () => {
    await plant(tree(), { file: randomBytes(4 * 1024 * 1024) });
    const options = {
      compression: 'fast',
      temporaryFolder: temporary(),
      maxBytes: 2_000_000,
    } as const;
    await assert.rejects(packArchive(await plan(), options, silent, never), {
      code: 'archive-too-large',
    });
    await nothingLeft();
  });

  it('leaves nothing when it is cancelled, wherever that is', async () => {
    await plant(tree(), { file: randomBytes(12 * 1024 * 1024), text: 'abc'.repeat(2_000_000) });
    const made = await plan();
    for (let stopAt = 0; stopAt < made.bytes; stopAt += 3 * 1024 * 1024) {
      const abort = new AbortController();
      const options = { compression: 'balanced', temporaryFolder: temporary() } as const;
      const stop = (done: number) => {
        if (done >= stopAt) abort.abort();
      };
      await assert.rejects(packArchive(made, options, stop, abort.signal), error =>
        isCancelled(error),
      );
      await nothingLeft();
    }
    await assert.rejects(pack(made, 'fast', AbortSignal.abort()), error => isCancelled(error));
    await nothingLeft();
  });

  it('says when there is no folder for the archive', async () => {
    await plant(tree(), { a: '' });
    await rm(temporary(), { recursive: true });
    await assert.rejects(pack(await plan()), { code: 'file-unwritable' });
  });

  it('says when the disk is full, and leaves nothing', async function () {
    if (process.getuid?.() !== 0) return skip(this, 'only root may mount a small disk');
    await plant(tree(), { file: randomBytes(6 * 1024 * 1024) });
    const small = path.join(room(), 'small');
    await mkdir(small);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', small]);
    try {
      const options = { compression: 'fast', temporaryFolder: small } as const;
      await assert.rejects(packArchive(await plan(), options, silent, never), {
        code: 'disk-full',
      });
      assert.deepEqual(await readdir(small), []);
    } finally {
      execFileSync('umount', [small]);
    }
  });

  it('deletes its file when it is disposed of, twice without harm', async () => {
    await plant(tree(), { a: '' });
    const packed = await pack(await plan());
    await packed.dispose();
    await packed.dispose();
    await nothingLeft();
  });

  it('leaves what the next start sweeps, when it is killed', async () => {
    await plant(tree(), { file: randomBytes(40 * 1024 * 1024) });
    for (let kill = 0; kill < 10; kill++) {
      const script = path.join(__dirname, 'packer.js');
      const child = spawn(process.execPath, [script, tree(), temporary(), 'slow'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      for (let told = 0; told <= kill; told++) await once(child.stdout, 'data');
      child.kill('SIGKILL');
      await once(child, 'close');
    }
    const left = await readdir(temporary());
    assert.ok(left.length > 5, left.join());
    await writeFile(path.join(temporary(), 'mine.tar.gz'), '');
    assert.equal((await deleteStaleTemporaryFiles(temporary(), Date.now())).length, left.length);
    assert.deepEqual(await readdir(temporary()), ['mine.tar.gz']);
  });

  it('sweeps nothing of those who live, but what is a week old', async () => {
    await plant(tree(), { a: '' });
    const packed = await pack(await plan());
    await chmod(packed.path, 0o600);
    assert.deepEqual(await deleteStaleTemporaryFiles(temporary(), Date.now()), []);
    const later = Date.now() + 8 * 24 * 3_600_000;
    assert.deepEqual(await deleteStaleTemporaryFiles(temporary(), later), [packed.path]);
    assert.deepEqual(await deleteStaleTemporaryFiles(path.join(room(), 'none'), later), []);
    // On a shared disk: whether a process of another computer lives cannot be seen from here.
    const name = `.codeartifact-${'0'.repeat(8)}-999999999-${'0'.repeat(16)}.part`;
    const theirs = path.join(temporary(), name);
    await writeFile(theirs, '');
    assert.deepEqual(await deleteStaleTemporaryFiles(temporary(), Date.now()), []);
    assert.deepEqual(await deleteStaleTemporaryFiles(temporary(), later), [theirs]);
  });
});
