import type { EditResult, SettingsChange } from './settingsChange';

/**
 * Makes `changes` in a settings.xml, in order, and nothing else: only the bytes of the values set
 * and the lines of the elements inserted differ, in the file's own indent, line ends, encoding and
 * namespace. What is there already is left alone. `undefined` is an absent file: a minimal one is
 * made.
 * Throws `settings-refused` (see `readSettings`), also when a token, id or URL could not be written
 * safely; the message never holds the token.
 */
export function editSettings(
  bytes: Uint8Array | undefined,
  changes: readonly SettingsChange[],
): EditResult {
  throw new Error(`not built yet: ${String(bytes?.length)} ${changes.length}`);
}
