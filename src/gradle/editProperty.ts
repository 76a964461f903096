import type { Secret } from '../model/secret';
import type { PropertyEdit, PropertyRecord, PropertyRemoval } from './propertyChange';

/** The property of AWS's guide. */
export const defaultProperty = 'codeartifactToken';

/** Whether a token may be kept under this name: plain, and none of Gradle's own. */
export function isPropertyName(name: string): boolean {
  return (
    /^[A-Za-z_][A-Za-z0-9_.-]{0,99}$/.test(name) && !/^(?:systemProp|org\.gradle)\./.test(name)
  );
}

/**
 * Gives the property `name` the token, in all places that define it, else in one more line at the
 * end in the file's line ends. No other byte changes. `undefined` is an absent file.
 * Throws `settings-refused` like `readProperty`, also for a name or a value that cannot be written
 * safely; the message never holds the value.
 */
export function setProperty(
  bytes: Uint8Array | undefined,
  name: string,
  value: Secret,
): PropertyEdit {
  throw new Error(`not yet: ${name} ${bytes?.length ?? 0} ${value.toString()}`);
}

/**
 * Takes out all lines that define `name` with a value that `isOurs` (see `isOurValue`); others stay,
 * with the note `value-kept`. Throws `settings-refused` like `readProperty`.
 */
export function removeProperty(
  bytes: Uint8Array,
  name: string,
  isOurs: (value: string) => boolean,
): PropertyRemoval {
  throw new Error(`not yet: ${name} ${bytes.length} ${isOurs.name}`);
}

/**
 * Takes out again what the edit of `record` put in: the former bytes where nothing else changed
 * since, else our line only. Throws `settings-refused` like `readProperty`.
 */
export function undoProperty(
  bytes: Uint8Array,
  record: PropertyRecord,
  isOurs: (value: string) => boolean,
): PropertyRemoval {
  throw new Error(`not yet: ${record.name} ${bytes.length} ${isOurs.name}`);
}
