import * as vscode from 'vscode';

/** How Gradle gets a token: from the init script, or from a property that build scripts read. */
export type GradleMethod = 'initScript' | 'property';

interface MethodItem extends vscode.QuickPickItem {
  readonly method: GradleMethod;
}

/** Asks how Gradle is to get the token. Resolves to undefined if the user cancels. */
export async function showGradleMethodPicker(): Promise<GradleMethod | undefined> {
  const items: readonly MethodItem[] = [
    {
      method: 'initScript',
      label: vscode.l10n.t('Supply all builds with an init script'),
      detail: vscode.l10n.t(
        'Every build that uses a CodeArtifact repository gets the token. Build scripts need no change.',
      ),
    },
    {
      method: 'property',
      label: vscode.l10n.t('Set a property in gradle.properties'),
      detail: vscode.l10n.t('Build scripts must read the property.'),
    },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Use in Gradle'),
    placeHolder: vscode.l10n.t('How should Gradle get the token?'),
    ignoreFocusOut: true,
  });
  return picked?.method;
}
