import assert from 'node:assert/strict';
import { formatTime } from '../../../../src/ui/common/formatTime';

describe('the text of a time', () => {
  const now = new Date(2026, 4, 1, 12, 0);

  it('is without its day on the same day, and without seconds', () => {
    const text = formatTime(new Date(2026, 4, 1, 8, 5, 33), now);
    assert.match(text, /\b0?8\D05/);
    assert.doesNotMatch(text, /33|May/);
  });

  it('names another day: a token may have ended last week', () =>
    assert.match(formatTime(new Date(2026, 3, 24, 8, 5), now), /24.*\b0?8\D05/));
});
