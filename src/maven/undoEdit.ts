import { SettingsEditor } from './edit/settingsEditor';
import { sha256 } from '../shared/sha256';
import { undoStep } from './edit/undoStep';
import type { EditNote, EditRecord } from './settingsChange';

/**
 * The result of an undo. `bytes` is undefined if the file should be deleted: the edit created it, and
 * nothing else is in it.
 */
export interface UndoResult {
  readonly bytes: Uint8Array | undefined;
  readonly changed: boolean;
  readonly notes: readonly EditNote[];
}

/**
 * Reverts the edit that `record` describes. If nothing else changed since, the result is the original
 * bytes; otherwise only our elements are removed and later edits by others are kept. A password that
 * replaced a variable or an empty value is restored if `isOurToken` accepts the current one (see
 * `isOurPassword`).
 * Throws `settings-refused` like `editSettings`.
 */
export function undoEdit(
  bytes: Uint8Array,
  record: EditRecord,
  isOurToken: (text: string) => boolean,
): UndoResult {
  const editor = new SettingsEditor(bytes);
  for (const step of record.steps.toReversed()) undoStep(editor, step, isOurToken);
  const after = editor.source.bytes;
  const changed = Buffer.compare(bytes, after) !== 0;
  const isEmptied = record.created && changed && sha256(after) === record.hashBefore;
  return {
    bytes: isEmptied ? undefined : changed ? after : bytes,
    changed,
    notes: editor.notes,
  };
}
