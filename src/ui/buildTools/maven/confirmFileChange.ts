import path from 'node:path';
import * as vscode from 'vscode';
import type { VirtualDocumentProvider } from '../../common/virtualDocumentProvider';

/** A change that the user is to see before it is written. */
export interface FileChangePreview {
  readonly file: string;
  readonly before: Uint8Array | undefined;
  /** Never with a token in it: its place is marked. */
  readonly after: Uint8Array;
  readonly encoding: string;
  /** What else the user should know, a line each. */
  readonly remarks: readonly string[];
}

/** Shows the diff and asks. Resolves to whether it may be written; leaving the question is a no. */
export async function confirmFileChange(
  documents: VirtualDocumentProvider,
  preview: FileChangePreview,
): Promise<boolean> {
  const { file, before, after, encoding } = preview;
  const decode = (bytes: Uint8Array) => new TextDecoder(encoding).decode(bytes);
  const left = documents.add(file, before ? decode(before) : '');
  const right = documents.add(file, decode(after));
  const title = vscode.l10n.t('{0}: before ↔ after', path.basename(file));
  await vscode.commands.executeCommand('vscode.diff', left, right, title, { preview: true });
  try {
    return await showConfirmPicker(preview);
  } finally {
    await closeDiff(right);
    documents.remove(left);
    documents.remove(right);
  }
}

async function showConfirmPicker({ file, remarks }: FileChangePreview): Promise<boolean> {
  const write = {
    label: `$(check) ${vscode.l10n.t('Write these changes')}`,
    detail: [vscode.l10n.t('to {0}; everything else in it stays as it is', file), ...remarks].join(
      ' · ',
    ),
  };
  const cancel = { label: `$(close) ${vscode.l10n.t('Cancel')}` };
  const picked = await vscode.window.showQuickPick([write, cancel], {
    title: vscode.l10n.t('Change {0}?', path.basename(file)),
    placeHolder: vscode.l10n.t('The diff shows all that changes. The token itself is not shown.'),
    ignoreFocusOut: true,
  });
  return picked === write;
}

async function closeDiff(right: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs);
  const diffTabs = tabs.filter(
    ({ input }) =>
      input instanceof vscode.TabInputTextDiff && input.modified.toString() === right.toString(),
  );
  await vscode.window.tabGroups.close(diffTabs, true);
}
