import { sameOthers } from './editProperty';
import { openProperties } from './openProperties';
import type { PropertyNoteCode, PropertyRecord, PropertyRemoval } from './propertyChange';
import type { PropertyStep } from './propertyChange';
import { sha256, spliced, standsAt, type Splice } from './splice';

/**
 * Takes out all lines that define `name` with a value that `isOurs` (see `isOurValue`); others stay,
 * with the note `value-kept`. Throws `settings-refused` like `readProperty`.
 */
export function removeProperty(
  bytes: Uint8Array,
  name: string,
  isOurs: (value: string) => boolean,
): PropertyRemoval {
  const { entries } = openProperties(bytes);
  const own = entries.filter(({ key }) => key === name);
  const ours = own.filter(({ value }) => isOurs(value));
  const notes: PropertyNoteCode[] = [];
  if (own.length === 0) notes.push('gone');
  if (ours.length < own.length) notes.push('value-kept');
  if (ours.length === 0) return { bytes, changed: false, notes };
  const rest = spliced(
    bytes,
    ours.map(({ start, end }) => ({ start, end, text: '' })),
  );
  const last = ours.at(-1);
  // A last line without a line end was put behind one that the line before it had not.
  const unended = last?.end === bytes.length && last.valueEnd === last.end;
  const trimmed = unended ? rest.subarray(0, rest.length - lineEndLength(rest)) : rest;
  const safe = sameOthers(entries, openProperties(trimmed).entries, name) ? trimmed : rest;
  return { bytes: safe, changed: true, notes };
}

function lineEndLength(bytes: Uint8Array): number {
  if (bytes.at(-1) === 10) return bytes.at(-2) === 13 ? 2 : 1;
  return bytes.at(-1) === 13 ? 1 : 0;
}

/**
 * Takes out again what the edit of `record` put in: the former bytes where nothing else changed
 * since, else our line only. A value that `isOurs` counts as the one written: it was renewed.
 * Throws `settings-refused` like `readProperty`.
 */
export function undoProperty(
  bytes: Uint8Array,
  record: PropertyRecord,
  isOurs: (value: string) => boolean,
): PropertyRemoval {
  const notes: PropertyNoteCode[] = [];
  let after = bytes;
  for (const step of record.steps.toReversed()) {
    const undone = undoStep(after, record.name, step, isOurs);
    if (typeof undone === 'string') notes.push(undone);
    else after = undone;
  }
  const changed = Buffer.compare(bytes, after) !== 0;
  const gone = record.created && changed && after.length === 0;
  return { bytes: gone ? undefined : after, changed, notes };
}

function undoStep(
  bytes: Uint8Array,
  name: string,
  step: PropertyStep,
  isOurs: (value: string) => boolean,
): Uint8Array | PropertyNoteCode {
  const { entries } = openProperties(bytes);
  const own = entries.filter(({ key }) => key === name);
  const entry = step.step === 'added' ? own.at(-1) : own[step.nth];
  if (!entry) return 'gone';
  if (sha256(entry.value) !== step.hash && !isOurs(entry.value)) return 'value-kept';
  const { start, end, valueStart, valueEnd } = entry;
  if (step.step === 'set') {
    if (step.former === undefined) return 'value-kept';
    const from = standsAt(bytes, valueStart - step.before.length, step.before)
      ? valueStart - step.before.length
      : valueStart;
    return spliced(bytes, [{ start: from, end: valueEnd, text: step.former }]);
  }
  const { before, after } = step;
  const exact: Splice = {
    start: start - before.length,
    end: valueEnd + after.length,
    text: '',
  };
  const isExact = standsAt(bytes, exact.start, before) && standsAt(bytes, valueEnd, after);
  const result = isExact ? spliced(bytes, [exact]) : undefined;
  // What came behind since may need the line end that we put in.
  return result && sameOthers(entries, openProperties(result).entries, name)
    ? result
    : spliced(bytes, [{ start, end, text: '' }]);
}
