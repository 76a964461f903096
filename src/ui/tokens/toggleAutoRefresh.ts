import * as vscode from 'vscode';
import { readExtensionSettings } from '../common/extensionSettings';

/** Turns automatic renewal on or off for all windows. */
export async function toggleAutoRefresh(): Promise<void> {
  const enabled = !readExtensionSettings().autoRefresh;
  const config = vscode.workspace.getConfiguration('codeartifact');
  await config.update('token.autoRefresh', enabled, vscode.ConfigurationTarget.Global);
  vscode.window.setStatusBarMessage(
    enabled
      ? vscode.l10n.t('$(check) Tokens are renewed automatically')
      : vscode.l10n.t('$(check) Tokens are renewed only when you refresh them'),
    5000,
  );
}
