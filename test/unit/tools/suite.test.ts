import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectFolder } from '../../../tools/project';
import { runChild } from '../../../tools/tests/runChild';
import {
  formatSummaryLine,
  listFailures,
  type FileReport,
  type Report,
} from '../../../tools/tests/report';

const skipModule = JSON.stringify(path.join(projectFolder, 'out', 'test', 'skip.js'));

describe('a suite in a process of its own', function () {
  this.timeout(30_000);
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'suite-'));
    await mkdir(path.join(folder, 'inner'));
  });
  after(() => rm(folder, { recursive: true }));

  async function reportOf(text: string, grep?: string): Promise<Report> {
    const file = path.join(folder, 'inner', 'a.test.js');
    await writeFile(file, text);
    return runChild({
      file: 'mochaSuite.js',
      limitMinutes: 1,
      quiet: true,
      args: reportFile => [
        JSON.stringify({ folder, files: [file], timeoutMilliseconds: 5000, reportFile, grep }),
      ],
    });
  }
  const titles = (report: Report) => listFailures(report).map(({ title }) => title);

  it('tells what passed, what failed and what was skipped for which reason', async () => {
    const report = await reportOf(`
      const { skip } = require(${skipModule});
      describe('outer', () => {
        it('passes', () => {});
        it('fails', () => { throw new Error('because'); });
        it('is skipped', function () { skip(this, 'no Maven'); });
        it.skip('is left out', () => {});
        describe('all of it', () => {
          before(function () { skip(this, 'no AWS CLI'); });
          it('one', () => {});
          describe('deeper', () => it('two', () => {}));
        });
      });`);
    const [{ milliseconds, ...results }] = report as [FileReport];
    assert.ok(milliseconds >= 0);
    assert.deepEqual(results, {
      file: 'inner/a',
      passed: 1,
      failed: [{ title: 'outer › fails', reason: 'because' }],
      skipped: [
        { title: 'outer › is skipped', reason: 'no Maven' },
        { title: 'outer › is left out', reason: 'no reason was given' },
        { title: 'outer › all of it › one', reason: 'no AWS CLI' },
        { title: 'outer › all of it › deeper › two', reason: 'no AWS CLI' },
      ],
    });
  });

  it('runs what --grep names', async () => {
    const report = await reportOf(`it('one', () => {}); it('two', () => { throw 1; });`, 'one');
    assert.equal(formatSummaryLine(report), '1 passed, 0 failed, 0 skipped');
  });

  it('fails a test whose promise is rejected behind its back', async () => {
    const report = await reportOf(
      `it('leaks', done => { void Promise.reject(new Error('unseen')); setTimeout(done, 50); });`,
    );
    assert.deepEqual(listFailures(report), [{ title: 'leaks', reason: 'unseen' }]);
  });

  it('fails where a file cannot be loaded', async () => {
    assert.deepEqual(titles(await reportOf(`throw new Error('no');`)), ['the whole suite']);
  });

  it('fails where a test ends the process', async () => {
    const report = await reportOf(`it('one', () => process.exit(0));`);
    assert.deepEqual(titles(report), ['the whole suite']);
  });

  it('fails where a test leaves something open', async () => {
    const report = await reportOf(`it('one', () => { require('net').createServer().listen(0); });`);
    assert.deepEqual(titles(report), ['the whole suite']);
  });
});
