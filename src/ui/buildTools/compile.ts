import path from 'node:path';
import * as vscode from 'vscode';
import { Failure } from '../../core/failure';
import { escapeFileArgument } from '../../shared/shell';
import type { BuildToolServices } from './buildToolServices';
import { readThirdPartySetting } from '../common/extensionSettings';
import { requireTrust } from '../common/requireTrust';

/** Runs `mvn compile` in a terminal, in the folder of the pom.xml that the user means. */
export async function compile(_: BuildToolServices, resource: unknown): Promise<void> {
  requireTrust();
  const folder = await pickProjectFolder(resource);
  if (folder === undefined) return;
  const settings = readThirdPartySetting('maven.settingsFile');
  const args =
    settings && !settings.byWorkspace ? ` -s ${quotePath(escapeFileArgument(settings.path))}` : '';
  const name = 'Maven';
  const terminal =
    vscode.window.terminals.find(it => it.name === name && it.exitStatus === undefined) ??
    vscode.window.createTerminal({ name, cwd: folder });
  terminal.show();
  terminal.sendText(`mvn${args} -f ${quotePath(path.join(folder, 'pom.xml'))} compile`);
}

async function pickProjectFolder(resource: unknown): Promise<string | undefined> {
  if (resource instanceof vscode.Uri) return path.dirname(resource.fsPath);
  const poms = await vscode.workspace.findFiles('**/pom.xml', '**/{target,node_modules}/**', 50);
  const local = poms.filter(uri => uri.scheme === 'file').map(uri => uri.fsPath);
  if (local.length === 0) throw new Failure('nothing-found', vscode.l10n.t('this workspace'));
  const sortedPoms = local.sort((a, b) => depth(a) - depth(b) || a.localeCompare(b));
  const [first, second] = sortedPoms;
  if (first !== undefined && (second === undefined || depth(second) > depth(first)))
    return path.dirname(first);
  const picked = await vscode.window.showQuickPick(
    sortedPoms.map(file => ({ label: vscode.workspace.asRelativePath(file), file })),
    { placeHolder: vscode.l10n.t('Choose the project to compile') },
  );
  return picked && path.dirname(picked.file);
}

function depth(file: string): number {
  return file.split(path.sep).length;
}

/** In double quotes, which sh, PowerShell and cmd read alike, for paths without quotes of their own. */
function quotePath(file: string): string {
  if (/^[\w./:\\@+-]+$/.test(file)) return file;
  if (/["$`!%]/.test(file)) throw new Failure('not-local', file);
  return `"${file}"`;
}
