/** Splits JVM or Maven options into words as a shell does, and removes the quotes. */
export function splitOptions(text: string): readonly string[] {
  const found = text.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
  return found.map(word => word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'));
}

/** Splits the options in a file in which lines that start with `#` are comments. */
export function splitOptionsFile(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .filter(line => !line.trimStart().startsWith('#'))
    .flatMap(splitOptions);
}
