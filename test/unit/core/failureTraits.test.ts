import assert from 'node:assert/strict';
import type { FailureCode } from '../../../src/core/failure';
import { failureTraits, type FailureTraits } from '../../../src/core/failureTraits';

const codes = Object.keys(failureTraits) as FailureCode[];
const codesWith = (trait: keyof FailureTraits) => codes.filter(code => failureTraits[code][trait]);

describe('failureTraits', () => {
  it('repeats no request after a failure that the user or AWS has decided', () => {
    const decided: FailureCode[] = [
      'access-denied',
      'not-found',
      'conflict',
      'credentials-invalid',
    ];
    for (const code of decided) assert.equal(failureTraits[code].transient, undefined, code);
  });

  it('keeps lists and offers Retry whenever AWS could not be reached', () => {
    for (const code of codesWith('offline')) {
      assert.equal(failureTraits[code].keepsStaleData, true, code);
      assert.equal(failureTraits[code].retryable, true, code);
    }
  });

  it('offers Retry for every failure of the network that transfers repeat', () => {
    for (const code of codesWith('transient').filter(it => failureTraits[it].keepsStaleData))
      assert.equal(failureTraits[code].retryable, true, code);
  });

  it('resolves rejected credentials again', () =>
    assert.deepEqual(codesWith('rejectsCredentials'), [
      'credentials-expired',
      'credentials-invalid',
    ]));
});
