import type { EditNote, EditRecord } from './settingsChange';

/** What came of an undo. `bytes` is undefined where the file should go: we made it, and it holds nothing else. */
export interface UndoResult {
  readonly bytes: Uint8Array | undefined;
  readonly changed: boolean;
  readonly notes: readonly EditNote[];
}

/**
 * Takes out again what the edit of `record` put in: the former bytes where nothing else changed
 * since, else our elements only, with later foreign edits kept. A value that replaced a variable or
 * an empty one gets that back when it is still ours: `isOurToken` tells (see `ownership`).
 * Throws `settings-refused` like `editSettings`.
 */
export function undoEdit(
  bytes: Uint8Array,
  record: EditRecord,
  isOurToken: (text: string) => boolean,
): UndoResult {
  throw new Error(`not built yet: ${bytes.length} ${record.version} ${String(isOurToken(''))}`);
}
