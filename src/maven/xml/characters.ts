import { entityCode } from './entities';
import { decodeText, throwAtOffset, type XmlSource } from './xmlSource';

const nameCharacterKinds = Uint8Array.from({ length: 128 }, (_, unit) => {
  const character = String.fromCharCode(unit);
  if (/[A-Za-z_:]/.test(character)) return 2;
  return /[-.0-9]/.test(character) ? 1 : 0;
});

// XML 1.0 (fifth edition), productions 4 and 4a, without U+FFFD: invalid bytes decode to it, and Maven
// refuses it in names.
const nameStart =
  '[:A-Z_a-z\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFC\\u{10000}-\\u{EFFFF}]|\\u200C|\\u200D';
const nameBeyondAscii = new RegExp(
  `^(?:${nameStart})(?:${nameStart}|[\\-.0-9\\xB7\\u203F\\u2040]|[\\u0300-\\u036F])*$`,
  'u',
);

/** A name in a document: its end offset and its decoded text. */
export interface XmlName {
  readonly end: number;
  readonly text: string;
}

/** Reads the name at `start`. Throws `settings-refused` if there is none. */
export function readName(source: XmlSource, start: number): XmlName {
  const { text } = source;
  let end = start;
  let isAscii = true;
  for (; end < text.length; end++) {
    const unit = text.charCodeAt(end);
    if (unit >= 128) isAscii = false;
    else if ((nameCharacterKinds[unit] ?? 0) === 0) break;
  }
  const name = isAscii ? text.slice(start, end) : decodeText(source, start, end);
  const isValid = isAscii
    ? nameCharacterKinds[text.charCodeAt(start)] === 2
    : nameBeyondAscii.test(name);
  if (!isValid)
    throwAtOffset(source, start, 'a name was expected here; write &lt; for a < that is text');
  return { end, text: name };
}

/** Whether a code unit is white space in XML. */
export function isSpace(unit: number): boolean {
  return unit === 32 || unit === 10 || unit === 13 || unit === 9;
}

/** The first offset from `start` on that is not white space, or `end`. */
export function skipSpace(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** The offset after the last one before `end` that is not white space, or `start`. */
export function trimSpaceEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isSpace(text.charCodeAt(at - 1))) at--;
  return at;
}

/** Throws `settings-refused` for a reference between two offsets that Maven cannot resolve. */
export function checkReferences(source: XmlSource, start: number, end: number): void {
  const { text } = source;
  for (let at = text.indexOf('&', start); at !== -1 && at < end; at = text.indexOf('&', at + 1)) {
    const semicolon = text.indexOf(';', at);
    const known =
      semicolon !== -1 && semicolon < end && semicolon - at <= 64
        ? parseReference(text.slice(at + 1, semicolon))
        : undefined;
    if (known === undefined)
      throwAtOffset(source, at, 'an & begins nothing that Maven knows; write &amp; for it');
  }
}

/** The code point of the reference between `&` and `;`, or undefined if it is not valid. */
export function parseReference(body: string): number | undefined {
  if (!body.startsWith('#')) return entityCode(body);
  const digits = /^#(?:x([0-9a-fA-F]+)|([0-9]+))$/.exec(body);
  if (!digits) return undefined;
  const code = Number.parseInt(digits[1] ?? digits[2] ?? '', digits[1] === undefined ? 10 : 16);
  return isXmlCharacter(code) ? code : undefined;
}

function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 9 || code === 10 || code === 13;
  if (code > 0xffff) return code <= 0x10ffff;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd);
}

const controls = '[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f]';
const forbiddenWide = new RegExp(`${controls}|[\\ufffe\\uffff]`);
const forbiddenUtf8 = new RegExp(`${controls}|\\u00ef\\u00bf[\\u00be\\u00bf]`);
const forbiddenOther = new RegExp(controls);

/** The offset of the first character that XML 1.0 does not allow, or -1. */
export function findForbiddenCharacter({ text, encoding }: XmlSource): number {
  if (encoding.unitBytes === 2) return text.search(forbiddenWide);
  return text.search(encoding.name === 'utf-8' ? forbiddenUtf8 : forbiddenOther);
}
