import assert from 'node:assert/strict';
import { isFailure } from '../../src/core/failure';
import { Secret } from '../../src/core/secret';
import { editSettings } from '../../src/maven/editSettings';
import type { EditResult, SettingsChange } from '../../src/maven/settingsChange';
import { undoEdit } from '../../src/maven/undoEdit';

/** A token that no test document holds. */
export const newToken = 'eyJuZXcx.tok.en.of.tests';

/** The repository that tests put into use. */
export const newRepository = {
  kind: 'use-repository',
  id: 'team-new',
  url: 'https://team-111122223333.d.codeartifact.eu-west-1.amazonaws.com/maven/new/',
  mirrorOf: 'central',
} as const;

/** Gives servers of `id` the new token. */
export function setToken(id: string): SettingsChange {
  return { kind: 'set-token', id, token: new Secret(newToken) };
}

/** The edit, or undefined when the document is refused. Anything else that is thrown is a crash. */
function tryEdit(before: Uint8Array, changes: readonly SettingsChange[]): EditResult | undefined {
  try {
    return editSettings(before, changes);
  } catch (error) {
    if (isFailure(error) && error.code === 'settings-refused') return undefined;
    throw error;
  }
}

/**
 * Checks what must hold for every document: a second edit changes nothing, undo gives the former
 * bytes back unless
 * a value is gone that is never kept.
 */
export function checkEdit(before: Uint8Array, changes: readonly SettingsChange[]) {
  const result = tryEdit(before, changes);
  if (!result) return undefined;
  const again = editSettings(result.bytes, changes);
  assert.equal(again.changed, false, 'a second edit changed something');
  const undone = undoEdit(result.bytes, result.record, text => text === newToken);
  const isWhole = result.record.steps.every(it => it.step !== 'set' || it.former !== undefined);
  if (isWhole) assertBytes(undone.bytes ?? new Uint8Array(), before);
  return result;
}

/** Fails at the first byte that differs. */
export function assertBytes(actual: Uint8Array, expected: Uint8Array): void {
  if (Buffer.compare(actual, expected) === 0) return;
  const at = actual.findIndex((byte, index) => byte !== expected[index]);
  const part = (bytes: Uint8Array) =>
    JSON.stringify(Buffer.from(bytes.subarray(Math.max(0, at - 30), at + 60)).toString('latin1'));
  assert.fail(`byte ${at} differs: ${part(actual)} instead of ${part(expected)}`);
}
