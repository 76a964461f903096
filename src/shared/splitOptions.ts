/** Options of a JVM or of Maven as a shell splits them: words, with quotes taken off. */
export function splitOptions(text: string): readonly string[] {
  const found = text.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
  return found.map(word => word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'));
}

/** The same for a file of options, in which `#` begins a line of comment. */
export function splitOptionsFile(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .filter(line => !line.trimStart().startsWith('#'))
    .flatMap(splitOptions);
}
