import * as vscode from 'vscode';
import type { TokenServices } from './tokenServices';
import type { TokenStatusBar } from './tokenStatusBar';
import type { TokenStatusMonitor } from './tokenStatusMonitor';
import { watchTokenSettings } from './watchTokenSettings';

/** What registering the feature takes beside the services of its commands. */
export interface TokenRegistration extends TokenServices {
  readonly workspaceState: vscode.Memento;
  readonly tokenStatusBar: TokenStatusBar;
  readonly tokenStatusMonitor: TokenStatusMonitor;
}

/** Keeps tokens and the status bar current. */
export function registerTokens(services: TokenRegistration): vscode.Disposable {
  const { connections, renewal, tokenStatusBar, tokenStatusMonitor } = services;
  const refreshAndRenew = () => {
    void tokenStatusMonitor.refresh();
    void renewal.pollNow();
  };
  void tokenStatusMonitor.refresh();
  renewal.start();
  return vscode.Disposable.from(
    watchTokenSettings(services, services.workspaceState),
    tokenStatusMonitor.onDidChange(() => void renewal.pollNow()),
    connections.onDidChange(refreshAndRenew),
    connections.onDidListDomains(refreshAndRenew),
    connections.onDidChangeCredentials(() => renewal.retryFailed()),
    vscode.workspace.onDidGrantWorkspaceTrust(refreshAndRenew),
    vscode.workspace.onDidChangeConfiguration(() => renewal.invalidate()),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) renewal.invalidate();
    }),
    renewal.onDidChangeHealth(({ domain, failure, shouldNotify }) => {
      tokenStatusBar.showFailure(domain, shouldNotify ? failure : undefined);
      if (failure) return;
      void tokenStatusMonitor.refresh();
      void services.notifyTokensRefreshed();
    }),
  );
}
