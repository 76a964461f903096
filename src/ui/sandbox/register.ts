import type * as vscode from 'vscode';
import type { SandboxManager } from './sandboxManager';

/** Shows in the explorer that the sandbox started or stopped. */
export function registerSandbox({
  sandbox,
  explorer,
}: {
  readonly sandbox: SandboxManager;
  readonly explorer: { refresh(): void };
}): vscode.Disposable {
  return sandbox.onDidChange(() => explorer.refresh());
}
