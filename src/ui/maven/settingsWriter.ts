import * as vscode from 'vscode';
import { type FileEdit, replaceFile } from '../../disk/replaceFile';
import { readState, updateState } from '../../disk/stateFile';
import { Failure } from '../../model/failure';
import type { EditRecord } from '../../maven/settingsChange';
import {
  entryOf,
  type Ledger,
  type LedgerEntry,
  parseLedger,
  withEntries,
} from '../../token/ledger';

/** An edit of a settings.xml that can be undone. */
export interface UndoEntry {
  readonly file: string;
  readonly record: EditRecord;
}

/** Writes settings.xml and keeps what is needed to undo it and to know our tokens again. */
export class SettingsWriter {
  readonly #storage: vscode.Uri;

  constructor(storage: vscode.Uri) {
    this.#storage = storage;
  }

  /** Replaces the file, unless it has unsaved changes in an editor: those would be lost. */
  async write(file: string, edit: FileEdit, signal: AbortSignal): Promise<boolean> {
    const open = vscode.workspace.textDocuments.find(
      it => it.uri.scheme === 'file' && it.uri.fsPath === file,
    );
    if (open?.isDirty) {
      const reason = vscode.l10n.t(
        'it has unsaved changes in an editor; save or revert them first',
      );
      throw new Failure('file-locked', file, { file, reason });
    }
    return (await replaceFile(file, edit, {}, signal)).changed;
  }

  /** What all windows know of the tokens that were written. */
  async ledger(signal: AbortSignal): Promise<Ledger> {
    return await readState(this.#path('ledger.json'), parseLedger, signal);
  }

  /** Keeps, without the tokens, what was written. */
  async remember(written: readonly LedgerEntry[], signal: AbortSignal): Promise<void> {
    const update = (ledger: Ledger) => withEntries(ledger, written);
    await updateState(this.#path('ledger.json'), parseLedger, update, signal);
  }

  /** The last edit that undo can take back. */
  async undoEntry(signal: AbortSignal): Promise<UndoEntry | undefined> {
    return await readState(this.#path('undo.json'), parseUndo, signal);
  }

  /** Keeps what undo needs; undefined when there is nothing to undo any more. */
  async keepUndo(entry: UndoEntry | undefined, signal: AbortSignal): Promise<void> {
    await updateState<UndoEntry | undefined>(
      this.#path('undo.json'),
      parseUndo,
      () => entry,
      signal,
    );
  }

  /** Tells, for the ledger as it is now, whether we wrote a password. */
  async wroteIt(signal: AbortSignal): Promise<(text: string) => boolean> {
    const ledger = await this.ledger(signal);
    return text => entryOf(ledger, text) !== undefined;
  }

  #path(name: string): string {
    return vscode.Uri.joinPath(this.#storage, name).fsPath;
  }
}

function parseUndo(json: unknown): UndoEntry | undefined {
  const { file, record } = (json ?? {}) as Partial<UndoEntry>;
  return typeof file === 'string' && record?.version === 1 && Array.isArray(record.steps)
    ? { file, record }
    : undefined;
}
