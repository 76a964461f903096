import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hashFile } from '../../../src/transfer/hashFile';
import { packArchive } from '../../../src/archive/pack/packArchive';
import { planArchive } from '../../../src/archive/plan/planArchive';
import { unpackArchive, defaultUnpackLimits } from '../../../src/archive/unpack/unpackArchive';

describe('a folder that is packed and unpacked', () => {
  const { signal } = new AbortController();
  const silent = () => undefined;
  let room: string;
  beforeEach(async () => {
    room = await mkdtemp(path.join(tmpdir(), 'archive-'));
    await mkdir(path.join(room, 'tree', 'deep', 'empty'), { recursive: true });
    await writeFile(path.join(room, 'tree', 'a.txt'), 'a');
    await writeFile(path.join(room, 'tree', 'run.sh'), '#!/bin/sh\n');
    await chmod(path.join(room, 'tree', 'run.sh'), 0o744);
    await writeFile(path.join(room, 'tree', 'deep', 'large'), Buffer.alloc(3_000_001, 'xyz'));
    await mkdir(path.join(room, 'temporary'));
  });
  afterEach(() => rm(room, { recursive: true }));

  it('is equal, and nothing else stays', async () => {
    const plan = await planArchive([path.join(room, 'tree')], {}, signal);
    assert.deepEqual([plan.files, plan.bytes, plan.problems], [3, 3_000_012, []]);
    const options = {
      compression: 'balanced',
      temporaryFolder: path.join(room, 'temporary'),
    } as const;
    const packed = await packArchive(plan, options, silent, signal);
    assert.equal((await stat(packed.path)).mode & 0o777, 0o600);
    const bytes = await readFile(packed.path);
    assert.equal(packed.bytes, bytes.length);
    assert.equal(packed.sha256, createHash('sha256').update(bytes).digest('hex'));
    const { hashes } = await hashFile(packed.path, ['SHA-256'], silent, signal);
    assert.equal(hashes['SHA-256'], packed.sha256);

    const target = path.join(room, 'out');
    const unpacked = await unpackArchive(packed.path, target, defaultUnpackLimits, silent, signal);
    assert.deepEqual([unpacked.files, unpacked.bytes], [3, 3_000_012]);
    execFileSync('diff', ['-r', path.join(room, 'tree'), target]);
    assert.equal((await stat(path.join(target, 'run.sh'))).mode & 0o100, 0o100);
    await packed.dispose();
    assert.deepEqual(await readdir(path.join(room, 'temporary')), []);
    assert.deepEqual((await readdir(room)).sort(), ['out', 'temporary', 'tree']);
  });
});
