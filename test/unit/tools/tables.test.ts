import assert from 'node:assert/strict';
import type { FileReport, Report } from '../../../tools/tests/report';
import { failedRounds, problemList, repeatTable } from '../../../tools/tests/tables';

const file = (some: Partial<FileReport>): FileReport => ({
  ...{ file: 'f', passed: 1, failed: [], skipped: [], milliseconds: 2000, ...some },
});
const failed = { failed: [{ title: 'it', reason: 'slow' }] };
const rounds: Map<string, Report>[] = [
  new Map([['story', [file({})]]]),
  new Map([['story', [file({ ...failed, milliseconds: 9000 })]]]),
  new Map([['story', [file({ passed: 0, milliseconds: 1000 })]]]),
];

describe('the tables of a run', () => {
  it('count the outcomes of each file over all rounds', () => {
    const [, row = ''] = repeatTable(rounds).split('\n');
    assert.deepEqual(row.split(/\s+/), ['story/f', '1', '1', '1', '1.0', '2.0', '9.0']);
  });

  it('tell which round failed, and why', () => {
    assert.match(failedRounds(rounds), /round 2, story: it\n {6}slow/);
  });

  it('list a reason once, with all its tests', () => {
    const problems = [
      { title: 'one', reason: 'no Maven' },
      { title: 'two', reason: 'no Maven' },
    ];
    assert.equal(
      problemList('Skipped', new Map([['peers', []]]), () => problems),
      '\nSkipped:\n  peers: one\n  peers: two\n      no Maven',
    );
  });
});
