import { parseReference, trimSpaceEnd, skipSpace } from './characters';
import type { XmlElement } from './xmlElement';
import { decodeText, type XmlSource } from './xmlSource';

/**
 * The text of an element as Maven reads it: references and CDATA are resolved, comments and processing
 * instructions are left out, line ends become `\n`, and the result is trimmed like `String.trim` of Java.
 */
export function readElementText(source: XmlSource, element: XmlElement): string {
  const { contentStart, contentEnd } = element;
  if (!element.hasMarkup) {
    const start = skipSpace(source.text, contentStart, contentEnd);
    const end = trimSpaceEnd(source.text, start, contentEnd);
    return trimLikeJava(decodeText(source, start, end).replace(/\r\n?/g, '\n'));
  }
  const parts: string[] = [];
  for (let at = contentStart; at < contentEnd;) {
    const next = source.text.indexOf('<', at);
    const end = next === -1 || next > contentEnd ? contentEnd : next;
    if (end > at) parts.push(resolveReferences(decodeText(source, at, end)));
    at = end < contentEnd ? skipMarkup(source, end, parts) : contentEnd;
  }
  return trimLikeJava(parts.join(''));
}

function skipMarkup(source: XmlSource, start: number, parts: string[]): number {
  const { text } = source;
  if (text.startsWith('<![CDATA[', start)) {
    const end = text.indexOf(']]>', start);
    parts.push(decodeText(source, start + 9, end).replace(/\r\n?/g, '\n'));
    return end + 3;
  }
  if (text.startsWith('<!--', start)) return text.indexOf('-->', start + 4) + 3;
  if (text.startsWith('<?', start)) return text.indexOf('?>', start) + 2;
  return text.indexOf('>', start) + 1;
}

function resolveReferences(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/&([^;]{1,64});/g, (whole, body: string) => {
    const code = parseReference(body);
    return code === undefined ? whole : String.fromCodePoint(code);
  });
}

/** Java trims the characters up to U+0020 and no others. */
function trimLikeJava(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) <= 0x20) start++;
  while (end > start && text.charCodeAt(end - 1) <= 0x20) end--;
  return text.slice(start, end);
}
