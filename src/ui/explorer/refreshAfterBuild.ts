import * as vscode from 'vscode';
import type { Explorer } from './explorer';

const buildCommandPattern = /(?:^|[\s/\\])(?:mvnw?|gradlew?)(?:\.cmd|\.bat)?(?=\s|$)/;

/** Asks again for what the explorer shows when a build in a terminal ends: packages may have come. */
export function refreshAfterBuild(explorer: Explorer): vscode.Disposable {
  return vscode.window.onDidEndTerminalShellExecution(({ execution }) => {
    if (buildCommandPattern.test(execution.commandLine.value)) explorer.refresh();
  });
}
