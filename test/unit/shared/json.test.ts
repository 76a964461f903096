import assert from 'node:assert/strict';
import { asJsonObject, isJsonObject } from '../../../src/shared/json';

describe('isJsonObject', () => {
  for (const value of [undefined, null, true, 0, 'text'])
    it(`rejects ${String(value)}`, () => {
      assert.equal(isJsonObject(value), false);
      assert.deepEqual(asJsonObject(value), {});
    });
  it('accepts objects and returns them unchanged', () => {
    const value = { a: 1 };
    assert.ok(isJsonObject(value));
    assert.equal(asJsonObject(value), value);
  });
});
