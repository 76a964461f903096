import * as vscode from 'vscode';
import type { Explorer } from './explorer';

const buildCommandPattern = /(?:^|[\s/\\])(?:mvnw?|gradlew?)(?:\.cmd|\.bat)?(?=\s|$)/;

/** Refreshes the explorer when a build in a terminal ends, because it may have added packages. */
export function refreshAfterBuild(explorer: Explorer): vscode.Disposable {
  return vscode.window.onDidEndTerminalShellExecution(({ execution }) => {
    if (buildCommandPattern.test(execution.commandLine.value)) explorer.refresh();
  });
}
