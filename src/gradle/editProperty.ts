import type { PropertyEntry } from '../shared/javaProperties';
import type { Secret } from '../core/secret';
import { isTokenText } from '../core/token';
import { openProperties, refusal } from './openProperties';
import type { PropertyEdit, PropertyNoteCode, PropertyStep } from './propertyChange';
import { sha256, spliced, type Splice } from './splice';

/** Whether a token may be kept under this name: plain, and none of Gradle's own. */
export function isPropertyName(name: string): boolean {
  return (
    /^[A-Za-z_][A-Za-z0-9_.-]{0,99}$/.test(name) && !/^(?:systemProp|org\.gradle)\./.test(name)
  );
}

/** A change of bytes, and what to tell and keep of it. */
interface Draft {
  readonly splices: readonly Splice[];
  readonly steps: readonly PropertyStep[];
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
): PropertyEdit {
  const text = value.reveal();
  if (!isPropertyName(name)) throw refusal('the name of the property cannot hold a token');
  if (!isTokenText(text)) throw refusal('the new value is not a CodeArtifact token');
  const before = bytes ?? new Uint8Array();
  const { entries, openEnded } = openProperties(before);
  const own = entries.filter(({ key }) => key === name);
  const draft =
    own.length === 0 ? addLine(before, openEnded, name, text) : setAll(before, own, text);
  const after = draft.splices.length === 0 ? before : spliced(before, draft.splices);
  checkEdit(entries, after, name, text);
  return {
    bytes: after,
    changed: draft.splices.length > 0,
    notes: bytes === undefined ? ['created-file', ...draft.notes] : draft.notes,
    record: {
      version: 1,
      name,
      created: bytes === undefined,
      steps: draft.steps,
      hashBefore: sha256(before),
      hashAfter: sha256(after),
    },
  };
}

function setAll(bytes: Uint8Array, own: readonly PropertyEntry[], text: string): Draft {
  const splices: Splice[] = [];
  const steps: PropertyStep[] = [];
  for (const [nth, { value, valueStart, valueEnd, separator }] of own.entries()) {
    if (value === text) continue;
    const before = separator === 'none' ? '=' : '';
    // Where only white space separates, a sign in front would be taken for the separator.
    const written = separator === 'blank' && /^[=:]/.test(text) ? `\\${text}` : text;
    splices.push({ start: valueStart, end: valueEnd, text: before + written });
    const former = Buffer.from(bytes.subarray(valueStart, valueEnd)).toString('latin1');
    const kept = value.trim() === '' ? { former } : {};
    steps.push({ step: 'set', nth, before, ...kept, hash: sha256(text) });
  }
  return { splices, steps, notes: splices.length > 1 ? ['duplicates-updated'] : [] };
}

function addLine(bytes: Uint8Array, openEnded: boolean, name: string, text: string): Draft {
  const end = bytes.length;
  const eol = lastLineEnd(bytes);
  const closed = end === 0 || bytes[end - 1] === 10 || bytes[end - 1] === 13;
  // A backslash at the end would swallow the new line: an empty line ends what it continues.
  const before = (closed ? '' : eol) + (openEnded ? eol : '');
  const after = closed ? eol : '';
  const line = { start: end, end, text: `${before}${name}=${text}${after}` };
  const hash = sha256(text);
  return {
    splices: [line],
    steps: [{ step: 'added', before, after, hash }],
    notes: ['added-line'],
  };
}

function lastLineEnd(bytes: Uint8Array): string {
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
  const { entries: after } = openProperties(bytes);
  const own = after.filter(({ key }) => key === name);
  const good = own.length > 0 && own.every(({ value }) => value === text);
  if (!good || !sameOthers(before, after, name))
    throw refusal('a line for the token cannot be written into it');
}

/** Whether both say the same of all properties but `name`. */
export function sameOthers(
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
