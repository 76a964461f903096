import type { PropertyEntry } from '../shared/javaProperties';
import type { Secret } from '../core/secret';
import { isTokenText } from '../core/token';
import { parseGradleProperties, createPropertiesFailure } from './parseGradleProperties';
import type { PropertyEditResult, PropertyNoteCode, PropertyEditStep } from './propertyEdit';
import { sha256 } from '../shared/sha256';
import { applyByteSplices, type ByteSplice } from './byteSplice';

/** Whether a token may be stored under this name: a plain name that Gradle does not reserve. */
export function isPropertyName(name: string): boolean {
  return (
    /^[A-Za-z_][A-Za-z0-9_.-]{0,99}$/.test(name) && !/^(?:systemProp|org\.gradle)\./.test(name)
  );
}

/** The splices of an edit, with its steps for undo and its notes. */
interface PendingEdit {
  readonly splices: readonly ByteSplice[];
  readonly steps: readonly PropertyEditStep[];
  readonly notes: readonly PropertyNoteCode[];
}

/**
 * Sets the property `name` to the token, in every line that defines it, or in a new last line with
 * the line ends of the file. No other byte changes. `bytes` is undefined for an absent file.
 * Throws `settings-refused` like `readProperty`, and for a name or a value that cannot be written
 * safely. The message never contains the value.
 */
export function setProperty(
  bytes: Uint8Array | undefined,
  name: string,
  value: Secret,
): PropertyEditResult {
  const text = value.reveal();
  if (!isPropertyName(name))
    throw createPropertiesFailure('the name of the property cannot hold a token');
  if (!isTokenText(text))
    throw createPropertiesFailure('the new value is not a CodeArtifact token');
  const before = bytes ?? new Uint8Array();
  const { entries, openEnded } = parseGradleProperties(before);
  const definitions = entries.filter(({ key }) => key === name);
  const edit =
    definitions.length === 0
      ? appendLine(before, openEnded, name, text)
      : replaceValues(before, definitions, text);
  const after = edit.splices.length === 0 ? before : applyByteSplices(before, edit.splices);
  checkEdit(entries, after, name, text);
  return {
    bytes: after,
    changed: edit.splices.length > 0,
    notes: bytes === undefined ? ['created-file', ...edit.notes] : edit.notes,
    record: {
      version: 1,
      name,
      created: bytes === undefined,
      steps: edit.steps,
      hashBefore: sha256(before),
      hashAfter: sha256(after),
    },
  };
}

function replaceValues(
  bytes: Uint8Array,
  definitions: readonly PropertyEntry[],
  text: string,
): PendingEdit {
  const splices: ByteSplice[] = [];
  const steps: PropertyEditStep[] = [];
  for (const [nth, { value, valueStart, valueEnd, separator }] of definitions.entries()) {
    if (value === text) continue;
    const before = separator === 'none' ? '=' : '';
    // After white space alone, a leading `=` or `:` would count as the separator.
    const escaped = separator === 'blank' && /^[=:]/.test(text) ? `\\${text}` : text;
    splices.push({ start: valueStart, end: valueEnd, text: before + escaped });
    const former = Buffer.from(bytes.subarray(valueStart, valueEnd)).toString('latin1');
    const kept = value.trim() === '' ? { former } : {};
    steps.push({ step: 'set', nth, before, ...kept, hash: sha256(text) });
  }
  return { splices, steps, notes: splices.length > 1 ? ['duplicates-updated'] : [] };
}

function appendLine(
  bytes: Uint8Array,
  isOpenEnded: boolean,
  name: string,
  text: string,
): PendingEdit {
  const end = bytes.length;
  const eol = detectLineEnd(bytes);
  const endsWithLineEnd = end === 0 || bytes[end - 1] === 10 || bytes[end - 1] === 13;
  // A final backslash would continue into the new line, so an empty line ends it first.
  const before = (endsWithLineEnd ? '' : eol) + (isOpenEnded ? eol : '');
  const after = endsWithLineEnd ? eol : '';
  const line = { start: end, end, text: `${before}${name}=${text}${after}` };
  const hash = sha256(text);
  return {
    splices: [line],
    steps: [{ step: 'added', before, after, hash }],
    notes: ['added-line'],
  };
}

function detectLineEnd(bytes: Uint8Array): string {
  const at = bytes.findLastIndex(byte => byte === 10 || byte === 13);
  if (at === -1) return '\n';
  if (bytes[at] === 13) return '\r';
  return bytes[at - 1] === 13 ? '\r\n' : '\n';
}

/** Throws if Java would not read exactly the intended values from `bytes`. */
function checkEdit(
  before: readonly PropertyEntry[],
  bytes: Uint8Array,
  name: string,
  text: string,
): void {
  const { entries: after } = parseGradleProperties(bytes);
  const definitions = after.filter(({ key }) => key === name);
  const isWritten = definitions.length > 0 && definitions.every(({ value }) => value === text);
  if (!isWritten || !hasSameOtherProperties(before, after, name))
    throw createPropertiesFailure('a line for the token cannot be written into it');
}

/** Whether both define the same properties in the same order, apart from `name`. */
export function hasSameOtherProperties(
  before: readonly PropertyEntry[],
  after: readonly PropertyEntry[],
  name: string,
): boolean {
  const [one, other] = [before, after].map(all => all.filter(({ key }) => key !== name));
  return (
    one !== undefined &&
    one.length === other?.length &&
    one.every(({ key, value }, index) => {
      const counterpart = other[index];
      return counterpart?.key === key && counterpart.value === value;
    })
  );
}
