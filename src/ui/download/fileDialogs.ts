import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { Failure } from '../../core/failure';
import { toSafeFileName } from '../../transfer/toSafeFileName';

/** Where file dialogs open: the first folder of the workspace, else the person's home. */
export function defaultDialogFolder(): string {
  const first = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file');
  return first?.uri.fsPath ?? os.homedir();
}

/** Whether something is there. */
export async function pathExists(file: string): Promise<boolean> {
  return await vscode.workspace.fs.stat(vscode.Uri.file(file)).then(
    () => true,
    () => false,
  );
}

/** Asks for a folder on this machine. */
export async function showFolderPicker(
  title: string,
  openLabel: string,
): Promise<string | undefined> {
  const [picked] =
    (await vscode.window.showOpenDialog({
      canSelectFolders: true,
      canSelectFiles: false,
      defaultUri: vscode.Uri.file(defaultDialogFolder()),
      title,
      openLabel,
    })) ?? [];
  return picked && toLocalPath(picked);
}

/** The path of what a dialog answered. Throws `not-local` for what lies elsewhere, as dialogs offer it too. */
export function toLocalPath(uri: vscode.Uri): string {
  if (uri.scheme !== 'file') throw new Failure('not-local', uri.toString(true));
  return uri.fsPath;
}

/** Asks under which name a folder is to be made in `parent`; one that is there is not taken. */
export async function showNewFolderInput(
  parent: string,
  name: string,
): Promise<string | undefined> {
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Unpack into a New Folder'),
    prompt: vscode.l10n.t('Name of the new folder in {0}', parent),
    value: name,
    ignoreFocusOut: true,
    validateInput: async value => {
      const trimmed = value.trim();
      if (
        trimmed === '' ||
        trimmed !== path.basename(trimmed) ||
        trimmed === '.' ||
        trimmed === '..'
      )
        return vscode.l10n.t('Type the name of a folder, without a path.');
      if (isUnsupportedName(trimmed))
        return vscode.l10n.t('This system cannot have a folder of that name.');
      return (await pathExists(path.join(parent, trimmed)))
        ? vscode.l10n.t('{0} is there already. Choose another name.', trimmed)
        : undefined;
    },
  });
  return typed === undefined ? undefined : path.join(parent, typed.trim());
}

function isUnsupportedName(name: string): boolean {
  if (process.platform !== 'win32') return Buffer.byteLength(name) > 255;
  return toSafeFileName(name) !== name;
}
