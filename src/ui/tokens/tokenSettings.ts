import * as vscode from 'vscode';
import type { Services } from '../common/services';
import { readSettings } from '../common/settings';

/** Follows the settings about tokens from now on, and tells what is odd about them already. */
export function followTokenSettings(
  services: Services,
  workspaceState: vscode.Memento,
): vscode.Disposable {
  void tellAtStart(services, workspaceState);
  return vscode.workspace.onDidChangeConfiguration(event => {
    const affects = (name: string) => event.affectsConfiguration(`codeartifact.${name}`);
    if (affects('token') || affects('terminal') || affects('gradle'))
      void changed(services, workspaceState, affects);
  });
}

async function tellAtStart(services: Services, workspaceState: vscode.Memento): Promise<void> {
  const { askForDomain, warnOfDuration } = await import('../holders/chunk');
  void warnOfDuration();
  await askForDomain(services, workspaceState);
}

/** A file or variable that has just been switched on gets its token now, not within half a minute. */
async function changed(
  services: Services,
  workspaceState: vscode.Memento,
  affects: (name: string) => boolean,
): Promise<void> {
  const { askForDomain, tellOfTerminals, warnOfDuration } = await import('../holders/chunk');
  if (affects('token.duration')) void warnOfDuration();
  if (affects('terminal.token') && readSettings().terminalToken) void tellOfTerminals();
  await services.showTokens();
  await services.renewal.changedNow();
  await askForDomain(services, workspaceState);
}
