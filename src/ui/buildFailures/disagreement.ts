import path from 'node:path';
import * as vscode from 'vscode';
import type { SettingsDisagreement } from '../../maven/settingsAlignment';
import type { MavenFiles } from '../buildTools/maven/mavenFiles';
import { mavenRoom } from '../buildTools/maven/mavenRoom';
import { accountHome } from '../common/accountHome';
import { foreignFileSetting } from '../common/settings';
import { javaExtension } from './javaProjects';

/** Maven for Java, by Microsoft. */
const mavenExtension = 'vscjava.vscode-maven';

/** How VS Code's two Java extensions disagree on settings.xml; undefined where one is not there. */
export async function findDisagreement(
  files: MavenFiles,
  signal: AbortSignal,
): Promise<SettingsDisagreement | undefined> {
  const both = [javaExtension, mavenExtension].every(id => vscode.extensions.getExtension(id));
  if (!both) return undefined;
  const { settingsAlignment } = await mavenRoom();
  const global = foreignFileSetting('java.configuration.maven.globalSettings');
  return settingsAlignment(await files.locateAll(signal), {
    ...(global && { javaGlobalSettings: absolute(global.path) }),
    isWorkspaceSetting: setting => foreignFileSetting(setting)?.byWorkspace === true,
  });
}

function absolute(file: string): string {
  return path.resolve(file.replace(/^~(?=$|[\\/])/, () => accountHome()));
}
