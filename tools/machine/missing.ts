/** Something that this machine lacks. The message says what, and the one command that helps. */
export class MissingPrerequisiteError extends Error {
  override readonly name = 'MissingPrerequisiteError';
}
