import assert from 'node:assert/strict';
import { parseTestCounts, formatTestCounts, sumTestCounts } from '../../../../tools/nodes/outcome';

describe('outcomeOf', () => {
  it('reads the last closing line', () => {
    const printed = '3 passed, 0 failed, 0 skipped (1.0 s)\n\n5 passed, 1 failed, 2 skipped\nbye\n';
    assert.equal(formatTestCounts(parseTestCounts(printed)), '5 passed, 1 failed, 2 skipped');
  });

  it('counts a failure where there is no closing line', () => {
    assert.equal(formatTestCounts(parseTestCounts('Killed\n')), '0 passed, 1 failed, 0 skipped');
  });
});

describe('total', () => {
  it('sums up every version', () => {
    const sum = sumTestCounts([
      { passed: 1, failed: 2, skipped: 3 },
      { passed: 10, failed: 20, skipped: 30 },
    ]);
    assert.equal(formatTestCounts(sum), '11 passed, 22 failed, 33 skipped');
  });
});
