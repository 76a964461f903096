/**
 * The sandbox must end, because what it answers or writes from now on could be wrong. The message is
 * for people and names the reason.
 */
export class FatalError extends Error {
  override readonly name = 'FatalError';
}
