import * as vscode from 'vscode';
import type { SettingsLocation } from '../../maven/locateSettings';
import { visibleText } from '../../shared/visibleText';
import { findDisagreement } from '../buildFailures/disagreement';
import type { Services } from '../common/services';
import { requireTrust } from '../common/trust';

/** Makes Maven and the Java extension read the same settings.xml, after showing what is written. */
export async function alignSettings({ mavenFiles, showTokens }: Services): Promise<void> {
  requireTrust();
  const found = await findDisagreement(mavenFiles, new AbortController().signal);
  if (!found) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The settings of Maven and of the Java extension name the same settings.xml.'),
    );
    return;
  }
  const { maven, java, change } = found;
  const now = [
    vscode.l10n.t('• Maven: {0}', named(maven)),
    vscode.l10n.t('• Java extension: {0}', named(java)),
    '',
  ];
  if (!change) {
    const detail = [
      ...now,
      vscode.l10n.t(
        'A file or setting of this workspace decides, so it has to be changed in the settings of the workspace.',
      ),
    ].join('\n');
    const message = vscode.l10n.t('Maven and the Java extension read different settings files.');
    await vscode.window.showWarningMessage(message, { modal: true, detail });
    return;
  }
  const written = `${JSON.stringify(change.setting)}: ${JSON.stringify(change.value)}`;
  const yes = vscode.l10n.t('Write');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t('Let Maven and the Java extension read the same settings.xml?'),
    {
      modal: true,
      detail: [...now, vscode.l10n.t('This is written to your user settings:'), written].join('\n'),
    },
    yes,
  );
  if (chosen !== yes) return;
  await vscode.workspace
    .getConfiguration()
    .update(change.setting, change.value, vscode.ConfigurationTarget.Global);
  await showTokens();
}

function named({ path, namedBy }: SettingsLocation): string {
  return namedBy === 'default'
    ? visibleText(path)
    : vscode.l10n.t('{0} (by {1})', visibleText(path), namedBy);
}
