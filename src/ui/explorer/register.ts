import * as vscode from 'vscode';
import type { ExplorerServices } from './explorerServices';
import { refreshAfterBuild } from './refreshAfterBuild';

/** The events after which the explorer shows something else. */
export interface ExplorerEvents {
  readonly connections: {
    readonly onDidChange: vscode.Event<unknown>;
    readonly onDidChangeCredentials: vscode.Event<unknown>;
  };
}

/** Refreshes the explorer when connections, credentials or builds may have changed its content. */
export function registerExplorer({
  explorer,
  connections,
}: Pick<ExplorerServices, 'explorer'> & ExplorerEvents): vscode.Disposable {
  return vscode.Disposable.from(
    refreshAfterBuild(explorer),
    connections.onDidChange(() => explorer.refresh()),
    connections.onDidChangeCredentials(() => explorer.handleCredentialsChange()),
  );
}
