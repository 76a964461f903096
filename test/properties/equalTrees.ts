import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { packArchive } from '../../src/archive/pack/packArchive';
import { planArchive } from '../../src/archive/plan/planArchive';
import { Random } from './random';

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

/** Makes the tree in `folder`: in another order, at another time and with other rights than before. */
export async function makeTree(folder: string, random: Random): Promise<void> {
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

/** The hashes of the tar files of the tree, which is made anew in `room` for each of `runs` of them. */
export async function tarHashes(room: string, runs: number): Promise<Set<string>> {
  const hashes = new Set<string>();
  for (let run = 0; run < runs; run++) {
    const folder = path.join(room, `tree-${run}`);
    await makeTree(folder, new Random(run));
    hashes.add(await tarHash(folder, room));
    await rm(folder, { recursive: true });
  }
  return hashes;
}

async function tarHash(folder: string, room: string): Promise<string> {
  const { signal } = new AbortController();
  const plan = await planArchive([folder], {}, signal);
  const options = { compression: 'fast', temporaryFolder: room } as const;
  const packed = await packArchive(plan, options, () => undefined, signal);
  const hash = createHash('sha256').update(gunzipSync(await readFile(packed.path)));
  await packed.dispose();
  return hash.digest('hex');
}
