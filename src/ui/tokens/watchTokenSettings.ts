import * as vscode from 'vscode';
import type { TokenServices } from './tokenServices';
import { readExtensionSettings } from '../common/extensionSettings';
import {
  showChooseDomainNotification,
  showInvalidDurationWarning,
  showTerminalTokenNotification,
} from './tokenSettingsNotifications';

/** Watches the settings for tokens, and warns about values that are not valid. */
export function watchTokenSettings(
  services: TokenServices,
  workspaceState: vscode.Memento,
): vscode.Disposable {
  void checkAtStartup(services, workspaceState);
  return vscode.workspace.onDidChangeConfiguration(event => {
    const affects = (name: string) => event.affectsConfiguration(`codeartifact.${name}`);
    if (affects('token') || affects('terminal') || affects('gradle'))
      void onSettingsChanged(services, workspaceState, affects);
  });
}

async function checkAtStartup(
  services: TokenServices,
  workspaceState: vscode.Memento,
): Promise<void> {
  void showInvalidDurationWarning();
  await showChooseDomainNotification(services, workspaceState);
}

/** A file or variable that was just configured gets its token immediately. */
async function onSettingsChanged(
  services: TokenServices,
  workspaceState: vscode.Memento,
  affects: (name: string) => boolean,
): Promise<void> {
  if (affects('token.duration')) void showInvalidDurationWarning();
  if (affects('terminal.token') && readExtensionSettings().terminalToken)
    void showTerminalTokenNotification();
  await services.refreshTokenStatus();
  await services.renewal.pollNow();
  await showChooseDomainNotification(services, workspaceState);
}
