import { Secret } from '../core/secret';
import { parseGradleProperties } from './parseGradleProperties';

/** The definitions of one name in a gradle.properties file, in ISO-8859-1 as Gradle reads it. */
export interface PropertyValues {
  /** The value that counts: the last one. `undefined` if the name is not defined. */
  readonly value: Secret | undefined;
  /** The lines that define the name, from 1. */
  readonly lines: readonly number[];
  /** All values in the order of the file. An edit replaces every one of them. */
  readonly values: readonly Secret[];
}

/**
 * Reads a property as `java.util.Properties` does. `bytes` is undefined for an absent file. Throws
 * `settings-refused`, with the reason and the line if known, for a file that Gradle cannot read
 * because of a malformed `\uxxxx` escape, or that is in UTF-16.
 */
export function readProperty(bytes: Uint8Array | undefined, name: string): PropertyValues {
  const { entries } = parseGradleProperties(bytes ?? new Uint8Array());
  const definitions = entries.filter(({ key }) => key === name);
  const values = definitions.map(({ value }) => new Secret(value));
  return { value: values.at(-1), values, lines: definitions.map(({ line }) => line) };
}
