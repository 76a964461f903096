import * as vscode from 'vscode';

/**
 * Opens the walkthrough when the extension runs on a Java project for the first time, unless the
 * user has turned off walkthroughs.
 */
export async function showWalkthroughOnce(
  memento: vscode.Memento,
  extensionId: string,
): Promise<void> {
  if (memento.get('welcomed') === true) return;
  const opensOnInstall = vscode.workspace
    .getConfiguration('workbench.welcomePage.walkthroughs')
    .get<boolean>('openOnInstall', true);
  const buildFiles = await vscode.workspace.findFiles(
    '{pom.xml,build.gradle,build.gradle.kts}',
    null,
    1,
  );
  if (!opensOnInstall || buildFiles.length === 0) return;
  await memento.update('welcomed', true);
  const walkthrough = `${extensionId}#firstSteps`;
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', walkthrough, false);
}
