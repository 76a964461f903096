import path from 'node:path';
import * as vscode from 'vscode';
import { Failure } from '../../core/failure';

/** A file or folder of this machine that is to be published. */
export interface LocalSource {
  readonly path: string;
  readonly isFolder: boolean;
}

/** What of a command's arguments are files: VS Code gives the one clicked on, and all that are selected. */
export function collectUris(...args: readonly unknown[]): readonly vscode.Uri[] {
  const list = args.find(it => Array.isArray(it) && it.some(one => one instanceof vscode.Uri));
  const all = Array.isArray(list) ? (list as unknown[]) : args;
  return all.filter(it => it instanceof vscode.Uri);
}

/**
 * The sources that a command is given, or that the person picks; undefined when none are. Throws
 * `not-local` for what is not a file or folder of this machine: links and modes would be lost.
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

/** What lies in another selected folder comes with it. */
function withoutNested(uris: readonly vscode.Uri[]): readonly vscode.Uri[] {
  const paths = uris.map(it => it.fsPath);
  return uris.filter(
    ({ fsPath }, index) =>
      paths.indexOf(fsPath) === index &&
      !paths.some(other => other !== fsPath && fsPath.startsWith(`${other}${path.sep}`)),
  );
}
