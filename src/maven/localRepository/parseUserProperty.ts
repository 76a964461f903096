/** The value of `-Dname=`, `-D name=` or `--define name=` among options; the last one counts. */
export function parseUserProperty(options: readonly string[], name: string): string | undefined {
  let value: string | undefined;
  for (const [index, option] of options.entries()) {
    const inlineValue = /^(?:-D|--define=)(.+)$/s.exec(option)?.[1];
    const separateValue = option === '-D' || option === '--define' ? options[index + 1] : undefined;
    const assignment = inlineValue ?? separateValue ?? '';
    if (assignment.startsWith(`${name}=`)) value = assignment.slice(name.length + 1);
  }
  return value;
}
