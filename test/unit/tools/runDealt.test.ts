import assert from 'node:assert/strict';
import type { Report } from '../../../tools/tests/report';
import { runDealt } from '../../../tools/tests/runMocha';

const passed: Report = { passed: 1, failed: [], skipped: [] };
const failed: Report = { passed: 0, failed: [{ title: 'it', reason: 'slow' }], skipped: [] };

describe('files of tests dealt out to processes', () => {
  it('go to as many as there are parts', async () => {
    const runs: (readonly string[])[] = [];
    const report = await runDealt({ parts: 2 }, ['a', 'b', 'c'], files => {
      runs.push(files);
      return Promise.resolve(passed);
    });
    assert.deepEqual(runs, [['a', 'c'], ['b']]);
    assert.equal(report.passed, 2);
  });

  const eachAlone = { atOnce: 2, first: ['c'] };

  it('begin with the longest, never more than may run at once', async () => {
    const begun: string[] = [];
    let running = 0;
    let most = 0;
    await runDealt({ eachAlone }, ['a.test.js', 'b.test.js', 'c.test.js'], async ([file = '']) => {
      begun.push(file);
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      running--;
      return passed;
    });
    assert.deepEqual(begun, ['c.test.js', 'a.test.js', 'b.test.js']);
    assert.equal(most, 2);
  });

  for (const { then, counts } of [
    { then: passed, counts: { ...passed, unsteady: failed.failed } },
    { then: failed, counts: { ...failed, unsteady: [] } },
  ])
    it(`are run once more, alone, where they fail: ${then.failed.length} failures count`, async () => {
      let tries = 0;
      const told: string[] = [];
      const run = () => Promise.resolve(tries++ === 0 ? failed : then);
      const tell = (line: string) => void told.push(line);
      const report = await runDealt({ eachAlone }, ['a.test.js'], run, tell);
      assert.equal(tries, 2);
      assert.match(told.join(), /a\.test failed beside another one/);
      assert.deepEqual(report, counts);
    });
});
