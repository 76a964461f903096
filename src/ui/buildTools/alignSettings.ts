import * as vscode from 'vscode';
import type { SettingsLocation } from '../../maven/locateSettings';
import { visibleText } from '../../shared/visibleText';
import { findExtensionSettingsMismatch } from './maven/findExtensionSettingsMismatch';
import type { BuildToolServices } from './buildToolServices';
import { requireTrust } from '../common/requireTrust';
import { neverAborted } from '../../shared/neverAborted';

/** Makes Maven and the Java extension read the same settings.xml, after showing what is written. */
export async function alignSettings({
  mavenFiles,
  refreshTokenStatus,
}: BuildToolServices): Promise<void> {
  requireTrust();
  const found = await findExtensionSettingsMismatch(mavenFiles, neverAborted);
  if (!found) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The settings of Maven and of the Java extension name the same settings.xml.'),
    );
    return;
  }
  const { maven, java, change } = found;
  const currentLocations = [
    vscode.l10n.t('• Maven: {0}', describeLocation(maven)),
    vscode.l10n.t('• Java extension: {0}', describeLocation(java)),
    '',
  ];
  if (!change) {
    const detail = [
      ...currentLocations,
      vscode.l10n.t(
        'A file or setting of this workspace decides, so it has to be changed in the settings of the workspace.',
      ),
    ].join('\n');
    const message = vscode.l10n.t('Maven and the Java extension read different settings files.');
    await vscode.window.showWarningMessage(message, { modal: true, detail });
    return;
  }
  const settingLine = `${JSON.stringify(change.setting)}: ${JSON.stringify(change.value)}`;
  const writeButton = vscode.l10n.t('Write');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t('Let Maven and the Java extension read the same settings.xml?'),
    {
      modal: true,
      detail: [
        ...currentLocations,
        vscode.l10n.t('This is written to your user settings:'),
        settingLine,
      ].join('\n'),
    },
    writeButton,
  );
  if (chosen !== writeButton) return;
  await vscode.workspace
    .getConfiguration()
    .update(change.setting, change.value, vscode.ConfigurationTarget.Global);
  await refreshTokenStatus();
}

function describeLocation({ path, namedBy }: SettingsLocation): string {
  return namedBy === 'default'
    ? visibleText(path)
    : vscode.l10n.t('{0} (by {1})', visibleText(path), namedBy);
}
