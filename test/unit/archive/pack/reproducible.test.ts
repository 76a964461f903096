import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { packArchive } from '../../../../src/archive/pack/packArchive';
import { planArchive } from '../../../../src/archive/plan/planArchive';
import { Random } from '../../../properties/random';
import { skip } from '../../../skip';
import { never, silent, workRoom } from '../../transfer/workRoom';
import { packerScript } from './packerScript';

/** What a tree holds, in no order; made anew each time in another one. */
const contents: readonly (readonly [name: string, content: string | undefined, run: boolean])[] = [
  ['README.md', '# Hello\n', false],
  ['run.sh', '#!/bin/sh\n', true],
  ['a/b/c/deep.txt', 'deep', false],
  ['a/B-file', 'B', false],
  ['a-/x', 'x', false],
  ['ä/ö', 'ü', false],
  ['é.txt', 'composed', false],
  ['empty', '', false],
  ['empty-folder', undefined, false],
  ['large', 'abcdefghij'.repeat(30_000), false],
  [`${'long/'.repeat(30)}name`, 'long', false],
  ['z10', '10', false],
  ['z9', '9', false],
];

async function make(folder: string, random: Random): Promise<void> {
  await mkdir(folder);
  for (const [name, content, run] of random.shuffle(contents)) {
    const place = path.join(folder, name);
    await mkdir(content === undefined ? place : path.dirname(place), { recursive: true });
    if (content === undefined) continue;
    await writeFile(place, content);
    // What others may do depends on umasks and systems; what the owner may do is what counts.
    const others = random.pick([0, 0o044, 0o055, 0o022, 0o077]);
    await chmod(place, (run ? 0o700 : 0o600) | (run ? others : others & 0o066));
    await utimes(place, random.int(2 ** 31), random.int(2 ** 31));
  }
  await symlink('../README.md', path.join(folder, 'a', 'link'));
}

describe('equal trees', function () {
  this.timeout(120_000);
  const room = workRoom();
  const expected = { sha256: '' };

  async function tarHash(folder: string): Promise<string> {
    const plan = await planArchive([folder], {}, never);
    const packed = await packArchive(
      plan,
      { compression: 'fast', temporaryFolder: room() },
      silent,
      never,
    );
    const hash = createHash('sha256').update(gunzipSync(await readFile(packed.path)));
    await packed.dispose();
    return hash.digest('hex');
  }

  it('make equal archives, 100 times of 100', async () => {
    const hashes = new Set<string>();
    for (let run = 0; run < 100; run++) {
      const folder = path.join(room(), `tree-${run}`);
      await make(folder, new Random(run));
      hashes.add(await tarHash(folder));
      await rm(folder, { recursive: true });
    }
    assert.equal(hashes.size, 1);
    expected.sha256 = [...hashes].join();
  });

  it('make the same archive on every machine', () => {
    // Change this only together with the format: who published a version before must get it again.
    assert.equal(
      expected.sha256,
      '182dc124eeadad93df579367c7baf31f6cff155f2ce82ac5a89cf387e259715a',
    );
  });

  const surroundings: [what: string, env: NodeJS.ProcessEnv, before: readonly string[]][] = [
    [
      'umask, time zone and locale',
      { TZ: 'Asia/Tokyo', LC_ALL: 'C', LANG: 'C' },
      ['sh', '-c', 'umask 077; exec "$@"', 'sh'],
    ],
    [
      'a Turkish locale',
      { TZ: 'America/St_Johns', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' },
      [],
    ],
    ['another user', {}, ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--']],
  ];
  for (const [what, env, before] of surroundings)
    it(`make the same archive with ${what}`, async function () {
      if (before[0] === 'setpriv' && process.getuid?.() !== 0)
        return skip(this, 'only root may become another user');
      const folder = path.join(room(), 'tree');
      await make(folder, new Random(1));
      const script = packerScript(room());
      execFileSync('chmod', ['-R', 'a+rX', room()]);
      await chmod(room(), 0o777);
      const [program, ...args] = [...before, process.execPath];
      const printed = execFileSync(program, [...args, script, folder, room()], {
        env: { ...process.env, ...env },
        encoding: 'utf8',
      });
      assert.equal(printed.trim(), expected.sha256);
    });
});
