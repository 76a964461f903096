import path from 'node:path';
import * as vscode from 'vscode';
import { Failure } from '../../core/failure';
import { fileArgument } from '../../shared/shell';
import type { Services } from '../common/services';
import { foreignFileSetting } from '../common/settings';
import { requireTrust } from '../common/trust';

/** Runs `mvn compile` in a terminal, in the folder of the pom.xml that the user means. */
export async function compile(_: Services, resource: unknown): Promise<void> {
  requireTrust();
  const folder = await projectFolder(resource);
  if (folder === undefined) return;
  const settings = foreignFileSetting('maven.settingsFile');
  const args =
    settings && !settings.byWorkspace ? ` -s ${quoted(fileArgument(settings.path))}` : '';
  const name = 'Maven';
  const terminal =
    vscode.window.terminals.find(it => it.name === name && it.exitStatus === undefined) ??
    vscode.window.createTerminal({ name, cwd: folder });
  terminal.show();
  terminal.sendText(`mvn${args} -f ${quoted(path.join(folder, 'pom.xml'))} compile`);
}

async function projectFolder(resource: unknown): Promise<string | undefined> {
  if (resource instanceof vscode.Uri) return path.dirname(resource.fsPath);
  const poms = await vscode.workspace.findFiles('**/pom.xml', '**/{target,node_modules}/**', 50);
  const local = poms.filter(uri => uri.scheme === 'file').map(uri => uri.fsPath);
  if (local.length === 0) throw new Failure('nothing-found', vscode.l10n.t('this workspace'));
  const nearest = local.sort((a, b) => depth(a) - depth(b) || a.localeCompare(b));
  const [first, second] = nearest;
  if (first !== undefined && (second === undefined || depth(second) > depth(first)))
    return path.dirname(first);
  const picked = await vscode.window.showQuickPick(
    nearest.map(file => ({ label: vscode.workspace.asRelativePath(file), file })),
    { placeHolder: vscode.l10n.t('Choose the project to compile') },
  );
  return picked && path.dirname(picked.file);
}

function depth(file: string): number {
  return file.split(path.sep).length;
}

/** In double quotes, which sh, PowerShell and cmd read alike, for paths without quotes of their own. */
function quoted(file: string): string {
  if (/^[\w./:\\@+-]+$/.test(file)) return file;
  if (/["$`!%]/.test(file)) throw new Failure('not-local', file);
  return `"${file}"`;
}
