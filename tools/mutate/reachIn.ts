import { readFileSync } from 'node:fs';
import path from 'node:path';
import { testFiles } from '../tests/runFiles';
import { testProcess } from './testProcess';
import type { Reach } from './testRun';
import type { Tree } from './tree';

const limitMilliseconds = 30 * 60_000;

/**
 * Finds what each unit test in `tree` reaches. Files with a test that fails without a mutant are
 * named and left out: they would kill every mutant.
 */
export async function reachIn(tree: Tree): Promise<Reach> {
  const files = testFiles(path.join(tree.folder, 'out', 'test', 'unit')).filter(file =>
    readFileSync(file, 'utf8').includes('stryMutAct_9fa48('),
  );
  const reachFile = path.join(tree.folder, 'reach.json');
  await testProcess(tree, { files, reachFile }, { limitMilliseconds });
  const reach = JSON.parse(readFileSync(reachFile, 'utf8')) as Reach;
  for (const { title } of reach.failed) console.log(`Fails without a mutant: ${title}`);
  const failed = new Set(reach.failed.map(({ file }) => file));
  return withoutFiles(reach, failed);
}

function withoutFiles(reach: Reach, left: ReadonlySet<string>): Reach {
  const stays = (index: number) => !left.has(reach.tests[index]?.file ?? '');
  return {
    ...reach,
    byTests: changed(reach.byTests, indices => indices.filter(stays)),
    byFiles: changed(reach.byFiles, files => files.filter(file => !left.has(file))),
  };
}

const changed = <T>(
  record: Readonly<Record<string, readonly T[]>>,
  change: (list: readonly T[]) => readonly T[],
) => Object.fromEntries(Object.entries(record).map(([id, list]) => [id, change(list)]));
