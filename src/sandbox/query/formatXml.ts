/** The content of an XML element: text, child elements by name, or a list of `member` elements. */
export type XmlContent = string | readonly XmlContent[] | { readonly [name: string]: XmlContent };

/** Formats an XML document. */
export function formatXml(root: string, namespace: string, content: XmlContent): string {
  return `<${root} xmlns="${namespace}">${formatContent(content)}</${root}>\n`;
}

function formatContent(content: XmlContent): string {
  if (typeof content === 'string') return escapeXml(content);
  const members: (readonly [string, XmlContent])[] = Array.isArray(content)
    ? (content as readonly XmlContent[]).map(it => ['member', it] as const)
    : Object.entries(content);
  return members.map(([name, value]) => `<${name}>${formatContent(value)}</${name}>`).join('');
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
