import { SettingsEditor } from './edit/settingsEditor';
import { sha256 } from '../shared/sha256';
import { undoStep } from './edit/undoStep';
import type { EditNote, EditRecord } from './settingsChange';

/**
 * What came of an undo. `bytes` is undefined where the file should go: we made it, and it holds
 * nothing else.
 */
export interface UndoResult {
  readonly bytes: Uint8Array | undefined;
  readonly changed: boolean;
  readonly notes: readonly EditNote[];
}

/**
 * Takes out again what the edit of `record` put in: the former bytes where nothing else changed
 * since, else our elements only, with later foreign edits kept. A value that replaced a variable or
 * an empty one gets that back when it is still ours: `isOurToken` tells (see `isOurPassword`).
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
