/**
 * What may stand as the cause of a failure: an error's kind and where it was thrown, without its
 * words. Those of the SDK and of JSON parsers quote requests and answers, secrets included.
 */
export function withoutMessage(error: unknown): Error | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code } = error as NodeJS.ErrnoException;
  const kind = typeof code === 'string' ? `${error.name} ${code}` : error.name;
  const frames = (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line));
  return Object.assign(new Error(kind), { stack: [kind, ...frames].join('\n') });
}
