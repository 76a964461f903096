/**
 * An error after which the sandbox must end, because its answers or records could be wrong. The
 * message names the reason and is shown to people.
 */
export class FatalError extends Error {
  override readonly name = 'FatalError';
}
