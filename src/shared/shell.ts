/** The kind of shell that a copied command is for. */
export type Shell = 'posix' | 'powershell';

/**
 * The kind of a terminal's shell, from the path of its program, or else the usual one of the
 * platform.
 */
export function detectShell(platform: string, program: string): Shell {
  const name = (program.split(/[/\\]/).at(-1) ?? '').toLowerCase().replace(/\.exe$/, '');
  if (/^(?:pwsh|powershell)(?:-preview)?$/.test(name)) return 'powershell';
  if (/^(?:ba|z|da|k|fi)?sh$/.test(name)) return 'posix';
  return platform === 'win32' ? 'powershell' : 'posix';
}

/**
 * Quotes `word` as one argument where needed. Words for PowerShell must not contain double quotes:
 * Windows PowerShell removes them from the arguments of programs.
 */
export function quoteForShell(word: string, shell: Shell): string {
  if (shell === 'posix')
    return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
  // In PowerShell, commas make lists, `@` splats, a leading digit can start a number, and dots and
  // equals signs end an option.
  return /^(?:[A-Za-z_/][\w+=:./\\-]*|--?(?:[A-Za-z][\w-]*)?)$/.test(word)
    ? word
    : powershellLiteral(word);
}

/**
 * An option of the AWS CLI as arguments. A value that starts with `-` is joined to the name
 * (`--name=value`), because the AWS CLI would read it as another option.
 */
export function cliOption(name: string, value: string): string[] {
  return value.startsWith('-') ? [`--${name}=${value}`] : [`--${name}`, value];
}

/** Prefixes a file name that starts with `-`, so that programs do not read it as an option or as stdin. */
export function escapeFileArgument(file: string): string {
  return file.startsWith('-') ? `./${file}` : file;
}

/** `text` as a PowerShell string literal. PowerShell also treats typographic quotes as quotes. */
export function powershellLiteral(text: string): string {
  return `'${text.replaceAll(/['\u2018-\u201b]/g, '$&$&')}'`;
}

/** Joins lines into one command with the shell's line continuation. */
export function joinCommandLines(lines: readonly string[], shell: Shell): string {
  return lines.join(shell === 'posix' ? ' \\\n  ' : ' `\n  ');
}

/** Formats a command; if it is longer than 100 characters, each part starts a new line. */
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
