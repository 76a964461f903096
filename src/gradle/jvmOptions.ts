/** The value of `-Dname=` in the options of a JVM as a shell splits them; the last one counts. */
export function systemProperty(options: string, name: string): string | undefined {
  const prefix = `-D${name}=`;
  return words(options)
    .findLast(word => word.startsWith(prefix))
    ?.slice(prefix.length);
}

function words(text: string): readonly string[] {
  const found = text.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
  return found.map(word => word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'));
}
