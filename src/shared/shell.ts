/** What reads a command that is copied: a shell as POSIX describes it, or PowerShell. */
export type Shell = 'posix' | 'powershell';

/**
 * The shell that a command is pasted into: the default one of the terminals where its program's path
 * tells, else what is usual on the platform.
 */
export function detectShell(platform: string, program: string): Shell {
  const name = (program.split(/[/\\]/).at(-1) ?? '').toLowerCase().replace(/\.exe$/, '');
  if (/^(?:pwsh|powershell)(?:-preview)?$/.test(name)) return 'powershell';
  if (/^(?:ba|z|da|k|fi)?sh$/.test(name)) return 'posix';
  return platform === 'win32' ? 'powershell' : 'posix';
}

/**
 * `word` as one argument of a program: as it is where that is safe, else in single quotes. Windows
 * PowerShell takes double quotes out of what it gives to programs: no word for it may hold one.
 */
export function quoteForShell(word: string, shell: Shell): string {
  if (shell === 'posix')
    return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
  // To PowerShell a comma makes a list, `@` splats, a digit may begin a number, and a dot or an equals
  // sign ends an option.
  return /^(?:[A-Za-z_/][\w+=:./\\-]*|--?(?:[A-Za-z][\w-]*)?)$/.test(word)
    ? word
    : powershellLiteral(word);
}

/**
 * `--name value` as arguments of the AWS CLI. A value that begins with `-` would be read as
 * an option of its own: it goes into one argument with the name.
 */
export function cliOption(name: string, value: string): string[] {
  return value.startsWith('-') ? [`--${name}=${value}`] : [`--${name}`, value];
}

/** `file` as an argument that no program reads as an option, or as standard input. */
export function escapeFileArgument(file: string): string {
  return file.startsWith('-') ? `./${file}` : file;
}

/** `text` as a literal of PowerShell, to which typographic quotes are quotes as well. */
export function powershellLiteral(text: string): string {
  return `'${text.replaceAll(/['\u2018-\u201b]/g, '$&$&')}'`;
}

/** One command on several lines. */
export function joinCommandLines(lines: readonly string[], shell: Shell): string {
  return lines.join(shell === 'posix' ? ' \\\n  ' : ' `\n  ');
}

/** A command line, broken before its options where it is long. */
export function formatCommandLine(
  shell: Shell,
  program: string,
  ...parts: readonly (readonly string[])[]
): string {
  const words = parts
    .filter(part => part.length > 0)
    .map(part => part.map(word => quoteForShell(word, shell)).join(' '));
  const line = [program, ...words].join(' ');
  return line.length <= 100 ? line : joinCommandLines([program, ...words], shell);
}
