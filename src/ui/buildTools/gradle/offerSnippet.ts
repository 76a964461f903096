import * as vscode from 'vscode';
import type { SnippetStyle } from '../../../gradle/gradleSnippet';
import { gradleRoom } from './gradleRoom';

interface Choice extends vscode.QuickPickItem {
  readonly style: SnippetStyle;
}

/** Asks for which script, and copies the lines that let it use the repository at `url`. */
export async function offerSnippet(url: string, property: string): Promise<void> {
  const { gradleSnippet } = await gradleRoom();
  const kotlin = (await vscode.workspace.findFiles('**/*.gradle.kts', null, 1)).length > 0;
  const dependencies = vscode.l10n.t('dependencies of this build');
  const all = vscode.l10n.t('dependencies of all projects, and plugins');
  const groovyChoices: Choice[] = [
    { label: 'build.gradle', description: dependencies, style: 'groovy-build' },
    { label: 'settings.gradle', description: all, style: 'groovy-settings' },
  ];
  const kotlinChoices: Choice[] = [
    { label: 'build.gradle.kts', description: dependencies, style: 'kotlin-build' },
    { label: 'settings.gradle.kts', description: all, style: 'kotlin-settings' },
  ];
  const choices = kotlin
    ? [...kotlinChoices, ...groovyChoices]
    : [...groovyChoices, ...kotlinChoices];
  const picked = await vscode.window.showQuickPick(choices, {
    title: vscode.l10n.t('Copy Gradle Snippet'),
    placeHolder: vscode.l10n.t('Where do you want to paste it? It holds no token.'),
    ignoreFocusOut: true,
  });
  if (!picked) return;
  await vscode.env.clipboard.writeText(gradleSnippet({ url, property, style: picked.style }));
  vscode.window.setStatusBarMessage(
    vscode.l10n.t('$(check) Copied, to be pasted into {0}', picked.label),
    5000,
  );
}
