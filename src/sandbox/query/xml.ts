/** Content of an XML element: text, members, or a list of `member` elements. */
export type Xml = string | readonly Xml[] | { readonly [name: string]: Xml };

/** A document with one root. */
export function xml(root: string, namespace: string, content: Xml): string {
  return `<${root} xmlns="${namespace}">${inner(content)}</${root}>\n`;
}

function inner(content: Xml): string {
  if (typeof content === 'string') return escape(content);
  const members: (readonly [string, Xml])[] = Array.isArray(content)
    ? (content as readonly Xml[]).map(it => ['member', it] as const)
    : Object.entries(content);
  return members.map(([name, value]) => `<${name}>${inner(value)}</${name}>`).join('');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
