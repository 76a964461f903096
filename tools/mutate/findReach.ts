import Mocha from 'mocha';
import { writeFileSync } from 'node:fs';
import { testTimeoutMilliseconds, type RanTest, type TestReach } from './testRun';

/** What the instrumented sources count, as StrykerJS names it. */
interface Counters {
  currentTestId?: string;
  mutantCoverage?: { readonly perTest: Readonly<Record<string, Readonly<Record<string, number>>>> };
}

/** Runs `files` without a mutant and writes a `TestReach` to `reachFile`. */
export async function measureReach(files: readonly string[], reachFile: string): Promise<void> {
  const counters: Counters = {};
  Object.assign(globalThis, { __stryker__: counters });
  const mocha = new Mocha({ ui: 'bdd', timeout: testTimeoutMilliseconds, reporter: 'min' });
  for (const file of files) mocha.addFile(file);
  const outside = (file: string | undefined) => (counters.currentTestId = `file ${file ?? ''}`);
  mocha.suite.on('pre-require', (_context, file) => outside(file));
  const tests: RanTest[] = [];
  const failed: TestReach['failed'][number][] = [];
  await new Promise(resolve => {
    mocha
      .run(resolve)
      .on('test', test => {
        const title = test.fullTitle();
        counters.currentTestId = `test ${tests.length}`;
        tests.push({ file: test.file ?? '', title, milliseconds: 0 });
      })
      .on('test end', test => {
        const last = tests.pop();
        if (last) tests.push({ ...last, milliseconds: test.duration ?? 0 });
      })
      .on('hook', hook => {
        if (/^"(?:before|after) all"/.test(hook.title)) outside(hook.file ?? hook.parent?.file);
      })
      .on('fail', test => failed.push({ file: test.file ?? '', title: test.fullTitle() }));
  });
  writeFileSync(
    reachFile,
    JSON.stringify({ tests, failed, ...byMutant(counters.mutantCoverage?.perTest ?? {}) }),
  );
  process.exit();
}

function byMutant(
  perTest: NonNullable<Counters['mutantCoverage']>['perTest'],
): Pick<TestReach, 'byTests' | 'byFiles'> {
  const byTests: Record<string, number[]> = {};
  const byFiles: Record<string, string[]> = {};
  for (const [place, counts] of Object.entries(perTest))
    for (const id of Object.keys(counts))
      if (place.startsWith('test ')) (byTests[id] ??= []).push(Number(place.slice('test '.length)));
      else (byFiles[id] ??= []).push(place.slice('file '.length));
  return { byTests, byFiles };
}
