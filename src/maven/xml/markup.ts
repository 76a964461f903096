import { checkReferences, isSpace, readName, skipSpace } from './characters';
import { throwAtOffset, type XmlSource } from './xmlSource';

/** Checks the attributes from `from` on and returns the offset of the tag's `>` or `/>`. Throws `settings-refused`. */
export function readAttributes(source: XmlSource, tagStart: number, from: number): number {
  const { text } = source;
  const names = new Set<string>();
  for (let at = from; ;) {
    const next = skipSpace(text, at, text.length);
    if (next >= text.length) throwAtOffset(source, tagStart, 'a tag is not closed');
    const unit = text.charCodeAt(next);
    if (unit === 0x3e || (unit === 0x2f && text.charCodeAt(next + 1) === 0x3e)) return next;
    if (next === at) throwAtOffset(source, at, 'a tag is not well-formed');
    at = readAttribute(source, next, names);
  }
}

function readAttribute(source: XmlSource, start: number, names: Set<string>): number {
  const { text } = source;
  const name = readName(source, start);
  if (names.has(name.text)) throwAtOffset(source, start, 'a tag has an attribute twice');
  names.add(name.text);
  const equals = skipSpace(text, name.end, text.length);
  const open = skipSpace(text, equals + 1, text.length);
  const quote = text.charAt(open);
  if (text.charAt(equals) !== '=' || (quote !== '"' && quote !== "'"))
    throwAtOffset(source, start, 'an attribute has no value in quotes');
  const close = text.indexOf(quote, open + 1);
  if (close === -1) throwAtOffset(source, open, 'the value of an attribute is not closed');
  const value = text.slice(open + 1, close);
  if (value.includes('<')) throwAtOffset(source, open, 'there is a < in the value of an attribute');
  if (value.includes('&')) checkReferences(source, open + 1, close);
  return close + 1;
}

const spacePattern = '[ \\t\\r\\n]';
const declarationPattern = new RegExp(
  String.raw`^<\?xml${spacePattern}+version${spacePattern}*=${spacePattern}*(?:"1\.0"|'1\.0')` +
    String.raw`(?:${spacePattern}+encoding${spacePattern}*=${spacePattern}*(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?` +
    String.raw`(?:${spacePattern}+standalone${spacePattern}*=${spacePattern}*(?:"yes"|"no"|'yes'|'no'))?${spacePattern}*\?>`,
);

/**
 * The offset after the XML declaration, or 0 if there is none. One white space character before it is
 * accepted, as in Maven. Throws `settings-refused`.
 */
export function skipDeclaration(source: XmlSource): number {
  const start = /^[ \t\r\n]?(?=<\?xml[ \t\r\n])/.exec(source.text)?.[0].length;
  if (start === undefined) return 0;
  const found = declarationPattern.exec(source.text.slice(start, start + 1024));
  if (!found) throwAtOffset(source, start, 'the XML declaration is not one of XML 1.0');
  return start + found[0].length;
}

/** The offset after the processing instruction at `start`. Throws `settings-refused`. */
export function skipInstruction(source: XmlSource, start: number): number {
  const name = readName(source, start + 2);
  const end = source.text.indexOf('?>', name.end);
  if (end === -1) throwAtOffset(source, start, 'an instruction is not closed');
  if (name.end !== end && !isSpace(source.text.charCodeAt(name.end)))
    throwAtOffset(source, start, 'an instruction is not well-formed');
  if (/^xml/i.test(name.text))
    throwAtOffset(source, start, 'an instruction has a name that is reserved for XML');
  return end + 2;
}

/** The offset after the comment at `start`. Throws `settings-refused`. */
export function skipComment(source: XmlSource, start: number): number {
  const end = source.text.indexOf('--', start + 4);
  if (end === -1) throwAtOffset(source, start, 'a comment is not closed');
  if (source.text.charCodeAt(end + 2) !== 0x3e)
    throwAtOffset(source, end, 'there is a -- in a comment');
  return end + 3;
}

/** The offset of the first character beyond U+FFFF in a comment, which Maven 3.8 cannot read, or undefined. */
export function findAstralCharacter(
  source: XmlSource,
  start: number,
  end: number,
): number | undefined {
  const { name, unitBytes } = source.encoding;
  if (name !== 'utf-8' && unitBytes === 1) return undefined;
  const found = source.text
    .slice(start, end)
    .search(unitBytes === 2 ? /[\ud800-\udfff]/ : /[\xf0-\xf4]/);
  return found === -1 ? undefined : start + found;
}
