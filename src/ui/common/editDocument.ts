import path from 'node:path';
import * as vscode from 'vscode';
import type { FileEdit } from '../../files/replaceFile';

/** Makes an edit of a file in the editor that holds it unsaved; resolves to whether anything changed. */
export async function editDocument(
  document: vscode.TextDocument,
  edit: FileEdit,
): Promise<boolean> {
  const before = document.getText();
  const result = await edit(new TextEncoder().encode(before));
  if (result === 'unchanged') return false;
  const after = result === 'removed' ? '' : new TextDecoder().decode(result);
  const { start, end } = findChangedRange(before, after);
  const change = new vscode.WorkspaceEdit();
  change.replace(
    document.uri,
    new vscode.Range(document.positionAt(start), document.positionAt(end)),
    after.slice(start, after.length - (before.length - end)),
  );
  return (await vscode.workspace.applyEdit(change)) && before !== after;
}

/** Tells that the change waits in the editor, and saves it on a click. */
export async function showSaveNotification(document: vscode.TextDocument): Promise<void> {
  const save = vscode.l10n.t('Save');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      '{0} has unsaved changes, so this change was made in the editor. Save it to let Maven see it.',
      path.basename(document.fileName),
    ),
    save,
  );
  if (chosen === save) await document.save();
}

/** The span of `before` that differs from `after`, so that cursors and folds outside of it stay. */
function findChangedRange(before: string, after: string): { start: number; end: number } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let commonSuffix = 0;
  while (
    commonSuffix < shorter - start &&
    before.at(-1 - commonSuffix) === after.at(-1 - commonSuffix)
  )
    commonSuffix++;
  return { start, end: before.length - commonSuffix };
}
