import path from 'node:path';
import * as vscode from 'vscode';
import { Failure } from '../../core/failure';

/** A local file or folder to publish. */
export interface LocalSource {
  readonly path: string;
  readonly isFolder: boolean;
}

/**
 * The URIs in a command's arguments. VS Code passes the clicked one, and the list of selected ones.
 */
export function collectUris(...args: readonly unknown[]): readonly vscode.Uri[] {
  const list = args.find(it => Array.isArray(it) && it.some(one => one instanceof vscode.Uri));
  const all = Array.isArray(list) ? (list as unknown[]) : args;
  return all.filter(it => it instanceof vscode.Uri);
}

/**
 * The sources that a command was called with, or that the user selects. Resolves to undefined if
 * there are none. Throws `not-local` for a source that is not on this machine, because its links
 * and modes would be lost.
 */
export async function resolveSources(
  selectedUris: readonly vscode.Uri[],
  mode: 'folders' | 'files',
): Promise<readonly [LocalSource, ...LocalSource[]] | undefined> {
  const uris = selectedUris.length > 0 ? selectedUris : await pickUris(mode);
  const [first, ...others] = await Promise.all(withoutNested(uris).map(readSource));
  return first && [first, ...others];
}

async function pickUris(mode: 'folders' | 'files'): Promise<readonly vscode.Uri[]> {
  const picked = await vscode.window.showOpenDialog({
    canSelectFolders: mode === 'folders',
    canSelectFiles: mode === 'files',
    canSelectMany: true,
    openLabel: vscode.l10n.t('Publish'),
    title:
      mode === 'folders'
        ? vscode.l10n.t('Choose the folder to publish')
        : vscode.l10n.t('Choose the files to publish'),
  });
  return picked ?? [];
}

async function readSource(uri: vscode.Uri): Promise<LocalSource> {
  if (uri.scheme !== 'file') throw new Failure('not-local', uri.toString(true));
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    return { path: uri.fsPath, isFolder: (type & vscode.FileType.Directory) !== 0 };
  } catch (error) {
    const reason = vscode.l10n.t('it does not exist');
    throw new Failure(
      'file-unreadable',
      uri.fsPath,
      { file: uri.fsPath, reason },
      { cause: error },
    );
  }
}

/** Removes URIs that are inside another selected folder. */
function withoutNested(uris: readonly vscode.Uri[]): readonly vscode.Uri[] {
  const paths = uris.map(it => it.fsPath);
  return uris.filter(
    ({ fsPath }, index) =>
      paths.indexOf(fsPath) === index &&
      !paths.some(other => other !== fsPath && fsPath.startsWith(`${other}${path.sep}`)),
  );
}
