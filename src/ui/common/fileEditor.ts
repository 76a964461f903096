import * as vscode from 'vscode';
import { type FileEdit, replaceFile } from '../../files/replaceFile';
import { editDocument, showSaveNotification } from './editDocument';
import { notifyReadableByOthers } from './notifyReadableByOthers';

/** Edits settings.xml, gradle.properties and the like, on disk or in the editor that has them open. */
export class FileEditor {
  readonly #log: vscode.LogOutputChannel;
  readonly #memento: vscode.Memento;

  constructor(log: vscode.LogOutputChannel, memento: vscode.Memento) {
    this.#log = log;
    this.#memento = memento;
  }

  /**
   * Changes the file and resolves to whether anything changed. If an editor holds unsaved changes of
   * the file, the edit is made in that editor, and the user saves it. Throws the failures of
   * `replaceFile` and `editDocument`.
   */
  async edit(file: string, edit: FileEdit, signal: AbortSignal): Promise<boolean> {
    const dirtyDocument = vscode.workspace.textDocuments.find(
      ({ uri, isDirty }) => uri.scheme === 'file' && uri.fsPath === file && isDirty,
    );
    if (!dirtyDocument) {
      // No backup: it would be one more place with the user's secrets in it, and undo needs none.
      const { changed, path, readableByOthers } = await replaceFile(file, edit, {}, signal);
      if (changed && readableByOthers !== undefined)
        void notifyReadableByOthers(this.#log, this.#memento, path);
      return changed;
    }
    const changed = await editDocument(dirtyDocument, edit);
    if (changed) void showSaveNotification(dirtyDocument);
    return changed;
  }
}
