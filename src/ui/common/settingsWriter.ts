import * as vscode from 'vscode';
import { type FileEdit, replaceFile } from '../../files/replaceFile';
import { readState, updateState } from '../../files/stateFile';
import { editDocument, showSaveNotification } from './editDocument';
import { notifyReadableByOthers } from './notifyReadableByOthers';
import type { PropertyEditRecord } from '../../gradle/propertyEdit';
import type { EditRecord } from '../../maven/settingsChange';
import {
  findLedgerEntry,
  type Ledger,
  type LedgerEntry,
  type LedgerLocation,
  parseLedger,
  clearSignedOut,
  markSignedOut,
  addLedgerEntries,
} from '../../tokens/ledger';

/** An edit of a settings.xml or gradle.properties that can be undone. */
export interface UndoEntry {
  readonly file: string;
  readonly record: EditRecord | PropertyEditRecord;
}

/** More than anybody takes back, and small: an edit is a few hundred bytes. */
const maxUndoEntries = 20;

/** Writes settings.xml and gradle.properties, and keeps what undo and knowing our tokens again need. */
export class SettingsWriter {
  readonly #log: vscode.LogOutputChannel;
  readonly #memento: vscode.Memento;
  readonly #storage: vscode.Uri;

  constructor(log: vscode.LogOutputChannel, memento: vscode.Memento, storage: vscode.Uri) {
    this.#log = log;
    this.#memento = memento;
    this.#storage = storage;
  }

  /**
   * Changes the file; resolves to whether anything changed. Where an editor holds unsaved changes of
   * it, the edit is made there, and saving is left to the user.
   */
  async write(file: string, edit: FileEdit, signal: AbortSignal): Promise<boolean> {
    const open = vscode.workspace.textDocuments.find(
      it => it.uri.scheme === 'file' && it.uri.fsPath === file && it.isDirty,
    );
    if (!open) {
      // No backup: it would be one more place with the user's secrets in it, and undo needs none.
      const { changed, path, readableByOthers } = await replaceFile(file, edit, {}, signal);
      if (changed && readableByOthers !== undefined)
        void notifyReadableByOthers(this.#log, this.#memento, path);
      return changed;
    }
    const changed = await editDocument(open, edit);
    if (changed) void showSaveNotification(open);
    return changed;
  }

  /** What all windows know of the tokens that were written. */
  async ledger(signal: AbortSignal): Promise<Ledger> {
    return await readState(this.ledgerFile, parseLedger, {}, signal);
  }

  /** Keeps, without the tokens, what was written. */
  async remember(written: readonly LedgerEntry[], signal: AbortSignal): Promise<void> {
    await this.#updateLedger(ledger => addLedgerEntries(ledger, written), signal);
  }

  /** Keeps that nobody is to fill these places by itself, in any window. */
  async suspend(places: readonly LedgerLocation[], signal: AbortSignal): Promise<void> {
    await this.#updateLedger(ledger => markSignedOut(ledger, places), signal);
  }

  /** Keeps that these places are to be filled again. */
  async resume(places: readonly LedgerLocation[], signal: AbortSignal): Promise<void> {
    const { signedOut } = await this.ledger(signal);
    if (signedOut.length > 0)
      await this.#updateLedger(ledger => clearSignedOut(ledger, places), signal);
  }

  /** Where the ledger is kept: other windows change it, too. */
  get ledgerFile(): string {
    return this.#path('ledger.json');
  }

  /** The last edit that undo can take back. */
  async lastEdit(signal: AbortSignal): Promise<UndoEntry | undefined> {
    return (await readState(this.#path('undo.json'), parseUndoEntries, {}, signal)).at(-1);
  }

  /** Keeps what undo needs. Edits that changed nothing are not kept. */
  async keepEdit(entry: UndoEntry, signal: AbortSignal): Promise<void> {
    if (entry.record.steps.length > 0)
      await this.#updateUndo(entries => [...entries, entry].slice(-maxUndoEntries), signal);
  }

  /** Drops the last edit: it was taken back. */
  async dropEdit(signal: AbortSignal): Promise<void> {
    await this.#updateUndo(entries => entries.slice(0, -1), signal);
  }

  /** Tells, for the ledger as it is now, whether we wrote a password. */
  async wroteIt(signal: AbortSignal): Promise<(text: string) => boolean> {
    const ledger = await this.ledger(signal);
    return text => findLedgerEntry(ledger, text) !== undefined;
  }

  async #updateLedger(update: (ledger: Ledger) => Ledger, signal: AbortSignal): Promise<void> {
    await updateState(this.ledgerFile, parseLedger, update, {}, signal);
  }

  async #updateUndo(
    update: (entries: readonly UndoEntry[]) => readonly UndoEntry[],
    signal: AbortSignal,
  ): Promise<void> {
    await updateState(this.#path('undo.json'), parseUndoEntries, update, {}, signal);
  }

  #path(name: string): string {
    return vscode.Uri.joinPath(this.#storage, name).fsPath;
  }
}

function parseUndoEntries(json: unknown): readonly UndoEntry[] {
  return Array.isArray(json) ? json.filter(isUndoEntry) : [];
}

function isUndoEntry(value: unknown): value is UndoEntry {
  const { file, record } = (value ?? {}) as Partial<UndoEntry>;
  return typeof file === 'string' && record?.version === 1 && Array.isArray(record.steps);
}
