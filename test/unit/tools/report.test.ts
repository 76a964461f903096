import assert from 'node:assert/strict';
import { closingLine, notRun } from '../../../tools/tests/report';

describe('closingLine', () => {
  it('sums up every suite', () => {
    const told = { title: 'a', reason: 'b' };
    assert.equal(
      closingLine([
        { passed: 3, failed: [told], skipped: [told, told] },
        { passed: 4, failed: [told], skipped: [] },
      ]),
      '7 passed, 2 failed, 2 skipped',
    );
  });

  it('counts a suite that could not run', () => {
    const reports = [notRun('skipped', 'no browser'), notRun('failed', 'crashed')];
    assert.equal(closingLine(reports), '0 passed, 1 failed, 1 skipped');
  });
});
