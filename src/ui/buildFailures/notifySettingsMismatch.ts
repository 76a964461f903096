import * as vscode from 'vscode';
import { isCancelled, isFailure } from '../../core/failure';
import { visibleText } from '../../shared/visibleText';
import type { MavenFiles } from '../buildTools/maven/mavenFiles';
import type { SettingsMismatch } from '../../maven/findSettingsMismatch';
import { findExtensionSettingsMismatch } from '../buildTools/maven/findExtensionSettingsMismatch';

const key = 'toldDisagreement';

/** Whether a change of settings may change which settings.xml is read. */
export function affectsSettingsLocation(event: vscode.ConfigurationChangeEvent): boolean {
  return ['maven', 'java.configuration.maven'].some(name => event.affectsConfiguration(name));
}

/** Says once for each pair of files that Maven and the Java extension do not read the same one. */
export async function notifySettingsMismatch(
  memento: vscode.Memento,
  files: MavenFiles,
  signal: AbortSignal,
): Promise<void> {
  const found = await findRelevantMismatch(files, signal).catch((error: unknown) => {
    if (!isFailure(error) && !isCancelled(error)) throw error;
    return undefined;
  });
  if (!found) return;
  const { maven, java } = found;
  const pair = `${maven.path}\n${java.path}`;
  const notifiedPairs = memento.get<readonly string[]>(key, []);
  if (notifiedPairs.includes(pair)) return;
  await memento.update(key, [...notifiedPairs, pair].slice(-20));
  const align = vscode.l10n.t('Align…');
  const message = vscode.l10n.t(
    'Maven reads {0}, and the Java extension {1}: a token in one of them is not seen by the other.',
    visibleText(maven.path),
    visibleText(java.path),
  );
  const chosen = await vscode.window.showInformationMessage(message, align);
  if (chosen === align) await vscode.commands.executeCommand('codeartifact.alignSettings');
}

/** Who does not use CodeArtifact here is not bothered with it. */
async function findRelevantMismatch(
  files: MavenFiles,
  signal: AbortSignal,
): Promise<SettingsMismatch | undefined> {
  if (!vscode.workspace.isTrusted) return undefined;
  const found = await findExtensionSettingsMismatch(files, signal);
  if (!found) return undefined;
  return (await files.read(signal)).claims.claims.length > 0 ? found : undefined;
}
