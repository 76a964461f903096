/** `word` as one argument of a POSIX shell: as it is where that is safe, else in single quotes. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** A command line for a POSIX shell, broken before its options where it is long. */
export function commandLine(program: string, ...parts: readonly (readonly string[])[]): string {
  const words = parts.filter(part => part.length > 0).map(part => part.map(shellWord).join(' '));
  const line = [program, ...words].join(' ');
  return line.length <= 100 ? line : [program, ...words].join(' \\\n  ');
}
