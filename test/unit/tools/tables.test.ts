import assert from 'node:assert/strict';
import type { FileReport, Report } from '../../../tools/tests/report';
import { formatFailedRounds, formatProblems, formatRepeatTable } from '../../../tools/tests/tables';

const file = (some: Partial<FileReport>): FileReport => ({
  file: 'f',
  passed: 1,
  failed: [],
  skipped: [],
  milliseconds: 2000,
  ...some,
});
const failed = { failed: [{ title: 'it', reason: 'slow' }] };
const rounds: Map<string, Report>[] = [
  new Map([['e2e', [file({})]]]),
  new Map([['e2e', [file({ ...failed, milliseconds: 9000 })]]]),
  new Map([['e2e', [file({ passed: 0, milliseconds: 1000 })]]]),
];

describe('the tables of a run', () => {
  it('count the outcomes of each file over all rounds', () => {
    const [, row = ''] = formatRepeatTable(rounds).split('\n');
    assert.deepEqual(row.split(/\s+/), ['e2e/f', '1', '1', '1', '1.0', '2.0', '9.0']);
  });

  it('tell which round failed, and why', () => {
    assert.match(formatFailedRounds(rounds), /round 2, e2e: it\n {6}slow/);
  });

  it('list a reason once, with all its tests', () => {
    const problems = [
      { title: 'one', reason: 'no Maven' },
      { title: 'two', reason: 'no Maven' },
    ];
    assert.equal(
      formatProblems('Skipped', new Map([['interop', []]]), () => problems),
      '\nSkipped:\n  interop: one\n  interop: two\n      no Maven',
    );
  });
});
