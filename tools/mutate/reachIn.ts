import { readFileSync } from 'node:fs';
import path from 'node:path';
import { listTestFiles } from '../tests/runFiles';
import { runTestProcess } from './testProcess';
import type { TestReach } from './testRun';
import type { ProjectCopy } from './tree';

const limitMilliseconds = 30 * 60_000;

/**
 * Finds what each unit test in `tree` reaches. Files with a test that fails without a mutant are
 * named and left out: they would kill every mutant.
 */
export async function findTreeReach(tree: ProjectCopy): Promise<TestReach> {
  const files = listTestFiles(path.join(tree.folder, 'out', 'test', 'unit')).filter(file =>
    readFileSync(file, 'utf8').includes('stryMutAct_9fa48('),
  );
  const reachFile = path.join(tree.folder, 'reach.json');
  await runTestProcess(tree, { files, reachFile }, { limitMilliseconds });
  const reach = JSON.parse(readFileSync(reachFile, 'utf8')) as TestReach;
  for (const { title } of reach.failed) console.log(`Fails without a mutant: ${title}`);
  const failed = new Set(reach.failed.map(({ file }) => file));
  return withoutFiles(reach, failed);
}

function withoutFiles(reach: TestReach, left: ReadonlySet<string>): TestReach {
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
