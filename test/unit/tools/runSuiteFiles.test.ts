import assert from 'node:assert/strict';
import type { FileReport } from '../../../tools/tests/report';
import { runSuiteFiles, type SuiteRun } from '../../../tools/tests/runSuiteFiles';

const passed = (file: string): FileReport => ({
  file,
  passed: 1,
  failed: [],
  skipped: [],
  milliseconds: 5,
});
const failed = (file: string): FileReport => ({
  ...passed(file),
  passed: 0,
  failed: [{ title: 'it', reason: 'slow' }],
});

const suiteRun = (some: Partial<SuiteRun>): SuiteRun => ({
  suite: 's',
  files: ['a', 'b', 'c'],
  durations: {},
  strict: false,
  signal: new AbortController().signal,
  processes: 2,
  eachAlone: true,
  ...some,
});

describe('the files of a suite', () => {
  it('are divided into processes that take about equally long', async () => {
    const runs: (readonly string[])[] = [];
    const durations = { 's/a': 100, 's/b': 900, 's/c': 700 };
    const report = await runSuiteFiles(suiteRun({ eachAlone: false, durations }), files => {
      runs.push(files);
      return Promise.resolve(files.map(passed));
    });
    assert.deepEqual(runs, [['b'], ['c', 'a']]);
    assert.equal(report.length, 3);
  });

  it('start with the longest, and no more run at once than the suite allows', async () => {
    const started: string[] = [];
    let running = 0;
    let most = 0;
    const durations = { 's/a': 10, 's/b': 20, 's/c': 30 };
    await runSuiteFiles(suiteRun({ durations }), async ([file = '']) => {
      started.push(file);
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      running--;
      return [passed(file)];
    });
    assert.deepEqual(started, ['c', 'b', 'a']);
    assert.equal(most, 2);
  });

  for (const { second, outcome } of [
    { second: passed, outcome: { passed: 1, failed: 0, flaky: 1 } },
    { second: failed, outcome: { passed: 0, failed: 1, flaky: undefined } },
  ])
    it(`run once more by themselves when they fail: ${JSON.stringify(outcome)}`, async () => {
      const tries: boolean[] = [];
      const printed: string[] = [];
      const [report] = await runSuiteFiles(
        suiteRun({ files: ['a'] }),
        (_, beside) => {
          tries.push(beside);
          return Promise.resolve([tries.length === 1 ? failed('a') : second('a')]);
        },
        line => printed.push(line),
      );
      assert.deepEqual(tries, [true, false]);
      assert.match(printed.join(), /a failed beside other files/);
      assert.deepEqual(
        {
          passed: report?.passed,
          failed: report?.failed.length,
          flaky: report?.flaky?.length,
        },
        outcome,
      );
    });

  it('have no second try in a strict run', async () => {
    let tries = 0;
    const report = await runSuiteFiles(suiteRun({ files: ['a'], strict: true }), () => {
      tries++;
      return Promise.resolve([failed('a')]);
    });
    assert.equal(tries, 1);
    assert.equal(report[0]?.failed.length, 1);
  });
});
