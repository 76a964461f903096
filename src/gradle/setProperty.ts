import type { PropertyEntry } from '../shared/javaProperties';
import type { Secret } from '../core/secret';
import { isTokenText } from '../core/token';
import { parseGradleProperties, createPropertiesFailure } from './parseGradleProperties';
import type { PropertyEditResult, PropertyNoteCode, PropertyEditStep } from './propertyEdit';
import { sha256 } from '../shared/sha256';
import { applyByteSplices, type ByteSplice } from './byteSplice';

/** Whether a token may be kept under this name: plain, and none of Gradle's own. */
export function isPropertyName(name: string): boolean {
  return (
    /^[A-Za-z_][A-Za-z0-9_.-]{0,99}$/.test(name) && !/^(?:systemProp|org\.gradle)\./.test(name)
  );
}

/** A change of bytes, and what to tell and keep of it. */
interface PendingEdit {
  readonly splices: readonly ByteSplice[];
  readonly steps: readonly PropertyEditStep[];
  readonly notes: readonly PropertyNoteCode[];
}

/**
 * Gives the property `name` the token, in all places that define it, else in one more line at the
 * end in the file's line ends. No other byte changes. `undefined` is an absent file.
 * Throws `settings-refused` like `readProperty`, also for a name or a value that cannot be written
 * safely; the message never holds the value.
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
    // Where only white space separates, a sign in front would be taken for the separator.
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
  // A backslash at the end would swallow the new line: an empty line ends what it continues.
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

/** Nothing is written of which Java would not read exactly what was meant. */
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

/** Whether both say the same of all properties but `name`. */
export function hasSameOtherProperties(
  before: readonly PropertyEntry[],
  after: readonly PropertyEntry[],
  name: string,
): boolean {
  const [one, other] = [before, after].map(it => it.filter(({ key }) => key !== name));
  return (
    one !== undefined &&
    one.length === other?.length &&
    one.every(({ key, value }, index) => {
      const it = other[index];
      return it?.key === key && it.value === value;
    })
  );
}
