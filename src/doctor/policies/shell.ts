/** `text` as one argument of a POSIX shell. */
export function quoted(text: string): string {
  return /^[\w./:=@,+-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** A command of the AWS CLI, one option a line. Values starting with `-` cannot pass as options. */
export function awsCommand(
  words: readonly string[],
  options: readonly (readonly [name: string, value: string])[],
): string {
  const lines = options.map(([name, value]) =>
    value.startsWith('-') ? `--${name}=${quoted(value)}` : `--${name} ${quoted(value)}`,
  );
  return [['aws', ...words].join(' '), ...lines].join(' \\\n  ');
}
