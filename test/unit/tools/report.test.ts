import assert from 'node:assert/strict';
import {
  formatSummaryLine,
  flakyFiles,
  notRunReport,
  type FileReport,
} from '../../../tools/tests/report';

const problem = { title: 'a', reason: 'b' };
const file = (some: Partial<FileReport>): FileReport => ({
  file: 'f',
  passed: 0,
  failed: [],
  skipped: [],
  milliseconds: 1,
  ...some,
});

describe('closingLine', () => {
  it('sums up every file', () => {
    const report = [
      file({ passed: 3, failed: [problem], skipped: [problem, problem] }),
      file({ passed: 4, failed: [problem] }),
    ];
    assert.equal(formatSummaryLine(report), '7 passed, 2 failed, 2 skipped');
  });

  it('counts a suite that could not run', () => {
    const report = [...notRunReport('skipped', 'no browser'), ...notRunReport('failed', 'crashed')];
    assert.equal(formatSummaryLine(report), '0 passed, 1 failed, 1 skipped');
  });
});

describe('flakyFiles', () => {
  it('names the files that needed a second try', () => {
    const report = [file({ file: 'a', flaky: [problem] }), file({ file: 'b' })];
    assert.deepEqual(
      flakyFiles(report).map(it => it.file),
      ['a'],
    );
  });
});
