import assert from 'node:assert/strict';
import { isFailure, type FailureCode } from '../../../src/core/failure';

/** For `assert.rejects`: a failure of that code, about that operation, whose reason or message fits. */
export function failing(code: FailureCode, operation?: string, why?: RegExp) {
  return (error: unknown): boolean => {
    assert.ok(isFailure(error), error instanceof Error ? error.stack : String(error));
    assert.equal(error.code, code, error.stack);
    if (operation !== undefined) assert.equal(error.details.operation, operation);
    if (why) assert.match(error.details.reason ?? error.details.message ?? '', why);
    return true;
  };
}
