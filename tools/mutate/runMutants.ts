import path from 'node:path';
import { isEquivalent } from './equivalent';
import type { Mutant, MutantOutcome, MutantResult } from './mutant';
import { runTestProcess, type TestProcessOptions } from './testProcess';
import type { TestReach } from './testRun';
import type { ProjectCopy } from './tree';

const processes = 2;

/** Runs the tests that reach it against each of `mutants`; `tell` hears of each when it is judged. */
export async function runMutants(
  tree: ProjectCopy,
  mutants: readonly Mutant[],
  reach: TestReach,
  tell: (result: MutantResult) => void,
): Promise<MutantResult[]> {
  const waiting = [...mutants];
  const results: MutantResult[] = [];
  const worker = async () => {
    for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
      const result = { mutant, outcome: await outcomeOf(tree, mutant, reach) };
      results.push(result);
      tell(result);
    }
  };
  await Promise.all(Array.from({ length: processes }, worker));
  return results;
}

async function outcomeOf(
  tree: ProjectCopy,
  mutant: Mutant,
  reach: TestReach,
): Promise<MutantOutcome> {
  if (isEquivalent(mutant)) return 'equivalent';
  const tests = (reach.byTests[mutant.id] ?? []).flatMap(index => reach.tests[index] ?? []);
  const loading = (reach.byFiles[mutant.id] ?? []).filter(file => isOfSameRoom(file, mutant));
  const files = [...new Set([...tests.map(({ file }) => file), ...loading])];
  if (files.length === 0) return 'not covered';
  const start = (milliseconds: number): TestProcessOptions => ({
    limitMilliseconds: 60_000 + 5 * milliseconds,
    mutant: mutant.id,
  });
  if (tests.length > 0) {
    const run = { files: filesOf(tests), titles: tests.map(({ title }) => title) };
    const end = await runTestProcess(tree, run, start(sum(tests)));
    if (end !== 'passed') return killed[end];
  }
  // What is made once for all tests of a file is reached by the first of them only.
  const all = reach.tests.filter(({ file }) => files.includes(file));
  const end = await runTestProcess(tree, { files: quickestFirst(all) }, start(sum(all)));
  return end === 'passed' ? 'survived' : killed[end];
}

/** Whether the test `file` is of the room that `mutant` is in: others that only load it are too many. */
const isOfSameRoom = (file: string, mutant: Mutant) =>
  file.includes(path.join('out', 'test', 'unit', mutant.file.split('/')[1] ?? ''));

const killed = { failed: 'killed', 'timed out': 'timed out' } as const;

type Timed = Pick<TestReach['tests'][number], 'file' | 'milliseconds'>;

const sum = (tests: readonly Timed[]) =>
  tests.reduce((before, { milliseconds }) => before + milliseconds, 0);

const filesOf = (tests: readonly Timed[]) => [...new Set(tests.map(({ file }) => file))];

/** The files of `tests`: what kills a mutant in a moment should not come last. */
function quickestFirst(tests: readonly Timed[]): string[] {
  const time = (file: string) => sum(tests.filter(test => test.file === file));
  return filesOf(tests).sort((one, other) => time(one) - time(other));
}
