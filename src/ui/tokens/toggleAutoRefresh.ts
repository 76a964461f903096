import * as vscode from 'vscode';
import { readExtensionSettings } from '../common/extensionSettings';

/** Switches the renewal of tokens by itself on or off, for all windows. */
export async function toggleAutoRefresh(): Promise<void> {
  const enabled = !readExtensionSettings().autoRefresh;
  const config = vscode.workspace.getConfiguration('codeartifact');
  await config.update('token.autoRefresh', enabled, vscode.ConfigurationTarget.Global);
  vscode.window.setStatusBarMessage(
    enabled
      ? vscode.l10n.t('$(check) Tokens are renewed by themselves')
      : vscode.l10n.t('$(check) Tokens are renewed by click alone'),
    5000,
  );
}
