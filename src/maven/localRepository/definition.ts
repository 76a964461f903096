/** The value of `-Dname=`, `-D name=` or `--define name=` among options; the last one counts. */
export function definition(options: readonly string[], name: string): string | undefined {
  let value: string | undefined;
  for (const [index, option] of options.entries()) {
    const text = /^(?:-D|--define=)(.+)$/s.exec(option)?.[1];
    const spread = option === '-D' || option === '--define' ? options[index + 1] : undefined;
    const defined = text ?? spread ?? '';
    if (defined.startsWith(`${name}=`)) value = defined.slice(name.length + 1);
  }
  return value;
}
