import type { Secret } from '../model/secret';

/** What a gradle.properties says of one name, as Gradle reads it (ISO-8859-1, the last one counts). */
export interface PropertyView {
  /** `undefined` where the name is not defined. */
  readonly value: Secret | undefined;
  /** The lines that define it, from 1. */
  readonly lines: readonly number[];
}

/**
 * Reads a property as `java.util.Properties` does. `undefined` is an absent file. Throws
 * `settings-refused`, with line and reason, for a file that Gradle cannot read (a malformed `\uxxxx`)
 * or would misread as a whole (UTF-16).
 */
export function readProperty(bytes: Uint8Array | undefined, name: string): PropertyView {
  throw new Error(`not yet: ${name} ${bytes?.length ?? 0}`);
}
