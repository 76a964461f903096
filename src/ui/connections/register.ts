import * as vscode from 'vscode';
import type { ConnectionServices } from './connectionServices';
import { showLongLivedKeyHint } from './showLongLivedKeyHint';
import { showWalkthroughOnce } from './showWalkthroughOnce';

/** Keeps connections current and shows the walkthrough the first time. */
export function registerConnections(
  services: ConnectionServices & { readonly extensionId: string },
): vscode.Disposable {
  const { connections, explorer, memento } = services;
  void connections.updateContextKey();
  void showWalkthroughOnce(memento, services.extensionId);
  return vscode.Disposable.from(
    explorer.onDidIdentify(identified => void showLongLivedKeyHint(memento, identified)),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration('codeartifact')) connections.resetClients();
    }),
  );
}
