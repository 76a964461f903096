import { Failure } from '../core/failure';
import { parseJavaProperties, type JavaProperties } from '../shared/javaProperties';

/** Parses a gradle.properties file. Throws `settings-refused`, with the line if known, for a file that Gradle cannot read. */
export function parseGradleProperties(bytes: Uint8Array): JavaProperties {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    throw createPropertiesFailure('the file is in UTF-16, which Gradle does not read');
  const properties = parseJavaProperties(bytes);
  if (properties.malformedLine !== undefined)
    throw createPropertiesFailure(
      'a \\u escape is malformed, so Gradle cannot read it',
      properties.malformedLine,
    );
  return properties;
}

/** Creates a `settings-refused` failure about gradle.properties. `line` counts from 1. */
export function createPropertiesFailure(reason: string, line?: number): Failure {
  const at = line === undefined ? {} : { line };
  return new Failure('settings-refused', 'gradle.properties', { reason, ...at });
}
