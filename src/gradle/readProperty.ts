import { Secret } from '../core/secret';
import { parseGradleProperties } from './parseGradleProperties';

/** What a gradle.properties says of one name, as Gradle reads it (ISO-8859-1, the last one counts). */
export interface PropertyValues {
  /** `undefined` where the name is not defined. */
  readonly value: Secret | undefined;
  /** The lines that define it, from 1. */
  readonly lines: readonly number[];
  /** All values, in the file's order: every one is replaced by an edit. */
  readonly values: readonly Secret[];
}

/**
 * Reads a property as `java.util.Properties` does. `undefined` is an absent file. Throws
 * `settings-refused`, with line and reason, for a file that Gradle cannot read (a malformed `\uxxxx`)
 * or would misread as a whole (UTF-16).
 */
export function readProperty(bytes: Uint8Array | undefined, name: string): PropertyValues {
  const { entries } = parseGradleProperties(bytes ?? new Uint8Array());
  const definitions = entries.filter(({ key }) => key === name);
  const values = definitions.map(({ value }) => new Secret(value));
  return { value: values.at(-1), values, lines: definitions.map(({ line }) => line) };
}
