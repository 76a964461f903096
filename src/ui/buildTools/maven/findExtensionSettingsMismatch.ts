import path from 'node:path';
import * as vscode from 'vscode';
import type { SettingsMismatch } from '../../../maven/findSettingsMismatch';
import type { MavenFiles } from './mavenFiles';
import { accountHome } from '../../common/accountHome';
import { readThirdPartySetting } from '../../common/extensionSettings';
import { javaExtensionId, mavenExtensionId } from '../../common/javaExtensions';
import { findSettingsMismatch } from '../../../maven/findSettingsMismatch';

/** How VS Code's two Java extensions disagree on settings.xml; undefined where one is not there. */
export async function findExtensionSettingsMismatch(
  files: MavenFiles,
  signal: AbortSignal,
): Promise<SettingsMismatch | undefined> {
  const areBothInstalled = [javaExtensionId, mavenExtensionId].every(id =>
    vscode.extensions.getExtension(id),
  );
  if (!areBothInstalled) return undefined;
  const global = readThirdPartySetting('java.configuration.maven.globalSettings');
  return findSettingsMismatch(await files.locateAll(signal), {
    ...(global && { javaGlobalSettings: toAbsolutePath(global.path) }),
    isWorkspaceSetting: setting => readThirdPartySetting(setting)?.byWorkspace === true,
  });
}

function toAbsolutePath(file: string): string {
  return path.resolve(file.replace(/^~(?=$|[\\/])/, () => accountHome()));
}
