import assert from 'node:assert/strict';
import { sha256 } from '../../../src/shared/sha256';

it('sha256 takes a text as UTF-8 and gives hexadecimal digits', () => {
  const expected = '4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c';
  assert.equal(sha256('é'), expected);
  assert.equal(sha256(Buffer.from('é')), expected);
});
