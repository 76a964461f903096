import * as vscode from 'vscode';
import type { GradleSnippetStyle } from '../../../gradle/createGradleSnippet';
import { createGradleSnippet } from '../../../gradle/createGradleSnippet';

interface SnippetItem extends vscode.QuickPickItem {
  readonly style: GradleSnippetStyle;
}

/** Asks for which script, and copies the lines that let it use the repository at `url`. */
export async function showGradleSnippetPicker(url: string, property: string): Promise<void> {
  const usesKotlin = (await vscode.workspace.findFiles('**/*.gradle.kts', null, 1)).length > 0;
  const dependencies = vscode.l10n.t('dependencies of this build');
  const allProjects = vscode.l10n.t('dependencies of all projects, and plugins');
  const groovyChoices: SnippetItem[] = [
    { label: 'build.gradle', description: dependencies, style: 'groovy-build' },
    { label: 'settings.gradle', description: allProjects, style: 'groovy-settings' },
  ];
  const kotlinChoices: SnippetItem[] = [
    { label: 'build.gradle.kts', description: dependencies, style: 'kotlin-build' },
    { label: 'settings.gradle.kts', description: allProjects, style: 'kotlin-settings' },
  ];
  const choices = usesKotlin
    ? [...kotlinChoices, ...groovyChoices]
    : [...groovyChoices, ...kotlinChoices];
  const picked = await vscode.window.showQuickPick(choices, {
    title: vscode.l10n.t('Copy Gradle Snippet'),
    placeHolder: vscode.l10n.t('Where do you want to paste it? It holds no token.'),
    ignoreFocusOut: true,
  });
  if (!picked) return;
  await vscode.env.clipboard.writeText(createGradleSnippet({ url, property, style: picked.style }));
  vscode.window.setStatusBarMessage(
    vscode.l10n.t('$(check) Copied, to be pasted into {0}', picked.label),
    5000,
  );
}
