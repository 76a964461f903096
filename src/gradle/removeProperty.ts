import { hasSameOtherProperties } from './setProperty';
import { parseGradleProperties } from './parseGradleProperties';
import type { PropertyNoteCode, PropertyEditRecord, PropertyRemovalResult } from './propertyEdit';
import type { PropertyEditStep } from './propertyEdit';
import { sha256 } from '../shared/sha256';
import { applyByteSplices, hasTextAt, type ByteSplice } from './byteSplice';

/**
 * Removes all lines that define `name` with a value for which `isOurs` holds (see `isOurValue`).
 * Other lines stay, with the note `value-kept`. Throws `settings-refused` like `readProperty`.
 */
export function removeProperty(
  bytes: Uint8Array,
  name: string,
  isOurs: (value: string) => boolean,
): PropertyRemovalResult {
  const { entries } = parseGradleProperties(bytes);
  const definitions = entries.filter(({ key }) => key === name);
  const ours = definitions.filter(({ value }) => isOurs(value));
  const notes: PropertyNoteCode[] = [];
  if (definitions.length === 0) notes.push('gone');
  if (ours.length < definitions.length) notes.push('value-kept');
  if (ours.length === 0) return { bytes, changed: false, notes };
  const remaining = applyByteSplices(
    bytes,
    ours.map(({ start, end }) => ({ start, end, text: '' })),
  );
  const last = ours.at(-1);
  // Adding a last line without a line end also added the line end before it: remove both.
  const lacksLineEnd = last?.end === bytes.length && last.valueEnd === last.end;
  const trimmed = lacksLineEnd
    ? remaining.subarray(0, remaining.length - lineEndLength(remaining))
    : remaining;
  const result = hasSameOtherProperties(entries, parseGradleProperties(trimmed).entries, name)
    ? trimmed
    : remaining;
  return { bytes: result, changed: true, notes };
}

function lineEndLength(bytes: Uint8Array): number {
  if (bytes.at(-1) === 10) return bytes.at(-2) === 13 ? 2 : 1;
  return bytes.at(-1) === 13 ? 1 : 0;
}

/**
 * Reverts the edit that `record` describes: restores the former bytes if nothing else changed since,
 * or else removes only the added line. A value for which `isOurs` holds counts as the value that was
 * written, because a token may have been renewed since. Throws `settings-refused` like `readProperty`.
 */
export function undoProperty(
  bytes: Uint8Array,
  record: PropertyEditRecord,
  isOurs: (value: string) => boolean,
): PropertyRemovalResult {
  const notes: PropertyNoteCode[] = [];
  let after = bytes;
  for (const step of record.steps.toReversed()) {
    const outcome = undoStep(after, record.name, step, isOurs);
    if (typeof outcome === 'string') notes.push(outcome);
    else after = outcome;
  }
  const changed = Buffer.compare(bytes, after) !== 0;
  const isEmptied = record.created && changed && after.length === 0;
  return { bytes: isEmptied ? undefined : after, changed, notes };
}

function undoStep(
  bytes: Uint8Array,
  name: string,
  step: PropertyEditStep,
  isOurs: (value: string) => boolean,
): Uint8Array | PropertyNoteCode {
  const { entries } = parseGradleProperties(bytes);
  const definitions = entries.filter(({ key }) => key === name);
  const entry = step.step === 'added' ? definitions.at(-1) : definitions[step.nth];
  if (!entry) return 'gone';
  if (sha256(entry.value) !== step.hash && !isOurs(entry.value)) return 'value-kept';
  const { start, end, valueStart, valueEnd } = entry;
  if (step.step === 'set') {
    if (step.former === undefined) return 'value-kept';
    const from = hasTextAt(bytes, valueStart - step.before.length, step.before)
      ? valueStart - step.before.length
      : valueStart;
    return applyByteSplices(bytes, [{ start: from, end: valueEnd, text: step.former }]);
  }
  const { before, after } = step;
  const exact: ByteSplice = {
    start: start - before.length,
    end: valueEnd + after.length,
    text: '',
  };
  const isExact = hasTextAt(bytes, exact.start, before) && hasTextAt(bytes, valueEnd, after);
  const result = isExact ? applyByteSplices(bytes, [exact]) : undefined;
  // Text added after our line may need the line end that the edit inserted.
  return result && hasSameOtherProperties(entries, parseGradleProperties(result).entries, name)
    ? result
    : applyByteSplices(bytes, [{ start, end, text: '' }]);
}
