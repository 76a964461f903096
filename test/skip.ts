/**
 * Skips the running test, or in a `before` hook all tests of its suite, for a reason that the
 * summary of `npm test` shows. Say what is missing on this machine.
 */
export function skip(context: Mocha.Context, reason: string): never {
  const runnable = context.runnable();
  const skipped = runnable.title.startsWith('"before all"') ? runnable.parent : context.currentTest;
  Object.assign(skipped ?? runnable, { skipReason: reason });
  return context.skip();
}
