/**
 * The arguments that start dist/sandbox.js for the extension. Each value is joined to its option,
 * because a value may begin with `-`.
 */
export function sandboxArguments(
  folder: string,
  upstream: string | undefined,
  flags: readonly string[],
): string[] {
  return [
    `--data=${folder}`,
    '--seed=lesson',
    '--exit-with-parent',
    ...flags,
    ...(upstream ? [`--upstream=${upstream}`] : []),
  ];
}
