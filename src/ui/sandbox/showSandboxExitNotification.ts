import * as vscode from 'vscode';
import { visibleText } from '../../shared/visibleText';

/**
 * Says that the sandbox ended unexpectedly and why, with buttons to start it and to show the log.
 * `restarts` is whether it is restarted automatically.
 */
export async function showSandboxExitNotification(
  reason: string,
  isRestarting: boolean,
): Promise<void> {
  const start = vscode.l10n.t('Start Sandbox');
  const show = vscode.l10n.t('Show Log');
  const why = visibleText(reason, 500);
  const message = isRestarting
    ? vscode.l10n.t('The sandbox ended unexpectedly and is being restarted: {0}', why)
    : vscode.l10n.t('The sandbox ended several times in a row and is not restarted: {0}', why);
  const chosen = await vscode.window.showErrorMessage(message, start, show);
  if (chosen === start) await vscode.commands.executeCommand('codeartifact.startSandbox');
  if (chosen === show) await vscode.commands.executeCommand('codeartifact.showLog');
}
