/** An element to insert, with text or child elements. */
export interface NewElement {
  readonly name: string;
  readonly content: string | readonly NewElement[];
}

/** The formatting of inserted lines. `eol` is undefined if everything goes on one line. */
export interface XmlFormatting {
  readonly eol: string | undefined;
  readonly indent: string;
  readonly unit: string;
}

/** The element as ASCII XML, without white space around it. */
export function renderElement({ name, content }: NewElement, formatting: XmlFormatting): string {
  if (typeof content === 'string') return `<${name}>${escapeText(content)}</${name}>`;
  const { eol, indent, unit } = formatting;
  const childFormatting = { ...formatting, indent: indent + unit };
  const lead = eol === undefined ? '' : eol + childFormatting.indent;
  const lines = content.map(it => lead + renderElement(it, childFormatting)).join('');
  const tail = eol === undefined || content.length === 0 ? '' : eol + indent;
  return `<${name}>${lines}${tail}</${name}>`;
}

/** Escapes text for element content. The result is ASCII, so that it is valid in every encoding. */
export function escapeText(text: string): string {
  return text.replace(/[&<>]|[^\x20-\x7e]/gu, character => {
    if (character === '&') return '&amp;';
    if (character === '<') return '&lt;';
    if (character === '>') return '&gt;';
    return `&#x${(character.codePointAt(0) ?? 0).toString(16)};`;
  });
}
