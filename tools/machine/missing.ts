/** Something that this machine lacks. The message says what, and the one command that helps. */
export class Missing extends Error {
  override readonly name = 'Missing';
}
