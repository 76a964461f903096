/** The file that `-s` or `--settings` names in options as a shell or Maven splits them. */
export function settingsOption(text: string): string | undefined {
  const options = split(text);
  for (const [index, option] of options.entries()) {
    if (option === '-s' || option === '--settings') return options[index + 1];
    const glued = /^(?:--settings=|-s=?)(.+)$/.exec(option)?.[1];
    if (glued !== undefined && !option.startsWith('--strict')) return glued;
  }
  return undefined;
}

/** The folder that `-Duser.home=` names in options of the JVM; the last one counts. */
export function homeOption(text: string): string | undefined {
  return split(text)
    .findLast(option => option.startsWith('-Duser.home='))
    ?.slice('-Duser.home='.length);
}

/** Words, with quotes taken off; `#` begins a comment line in Maven's files. */
function split(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .filter(line => !line.trimStart().startsWith('#'))
    .flatMap(line => line.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [])
    .map(word => word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'));
}
