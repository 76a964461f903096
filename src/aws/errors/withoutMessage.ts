/**
 * A copy of `error` that is safe as the `cause` of a failure: its name, code and stack, without its
 * message. Messages of the SDK and of JSON parsers quote requests and responses, including secrets.
 */
export function withoutMessage(error: unknown): Error | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code } = error as NodeJS.ErrnoException;
  const kind = typeof code === 'string' ? `${error.name} ${code}` : error.name;
  const frames = (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line));
  return Object.assign(new Error(kind), { stack: [kind, ...frames].join('\n') });
}
