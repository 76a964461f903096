import * as vscode from 'vscode';
import type { Token } from '../../../core/token';
import { readBytes } from '../../../files/readBytes';
import { visibleText } from '../../../shared/visibleText';
import { withProgress } from '../../common/progress';
import type { BuildToolServices } from '../buildToolServices';
import { confirmTokenFileWrite } from '../../common/confirmTokenFileWrite';
import { confirmFileChange } from '../maven/confirmFileChange';
import { locateInitScript, tokenFileOf } from './initScriptFiles';
import { writeInitScriptToken } from './writeInitScriptToken';
import { createInitScript } from '../../../gradle/createInitScript';

/**
 * Installs the init script, after the user saw it, and writes the token file of the token's domain.
 * Changes nothing if the user cancels.
 */
export async function installInitScript(
  services: BuildToolServices,
  token: Token,
  signal: AbortSignal,
): Promise<void> {
  const location = locateInitScript();
  const file = location.script;
  const before = await readBytes(file, {}, signal);
  const after = new TextEncoder().encode(createInitScript());
  const { domain } = token.domain;
  const remarks = [vscode.l10n.t('all Gradle builds of this computer user run it')];
  const preview = { file, before, after, encoding: 'utf-8', remarks };
  const isInstalled = before !== undefined && Buffer.compare(before, after) === 0;
  if (!isInstalled && !(await confirmFileChange(services.previews, preview))) return;
  const tokenFile = tokenFileOf(location, token.domain);
  if (
    location.belongsToWorkspace &&
    !(await confirmTokenFileWrite(tokenFile, domain, ['version-control']))
  )
    return;
  await withProgress(vscode.l10n.t('Writing {0}', file), async writeSignal => {
    await services.fileEditor.edit(file, () => after, writeSignal);
    await services.tokenLedger.clearSignedOut([{ holder: tokenFile, server: '' }], writeSignal);
    await writeInitScriptToken(services, location, token, writeSignal);
  });
  await services.refreshTokenStatus();
  vscode.window.setStatusBarMessage(
    vscode.l10n.t(
      '$(check) Gradle builds now get the token of domain {0}. "Sign Out" removes it.',
      visibleText(domain),
    ),
    8000,
  );
}
