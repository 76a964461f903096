import * as vscode from 'vscode';
import { readSettings } from '../common/settings';

/** Switches the renewal of tokens by itself on or off, for all windows. */
export async function toggleAutoRefresh(): Promise<void> {
  const on = !readSettings().autoRefresh;
  const config = vscode.workspace.getConfiguration('codeartifact');
  await config.update('token.autoRefresh', on, vscode.ConfigurationTarget.Global);
  vscode.window.setStatusBarMessage(
    on
      ? vscode.l10n.t('$(check) Tokens are renewed by themselves')
      : vscode.l10n.t('$(check) Tokens are renewed by click alone'),
    5000,
  );
}
