import * as vscode from 'vscode';
import { withProgress } from '../common/progress';
import { report } from '../errors/report';
import type { Services } from '../common/services';
import { archiveRoom } from './archiveRoom';
import type { Target } from './askTarget';
import { versionText } from '../download/versionText';

/**
 * Says what a publication that did not end well has left: nothing, an unfinished version (which can be
 * deleted at once, or gone on with), or a published one.
 */
export async function tellWhatIsLeft(
  { log, explorer }: Pick<Services, 'log' | 'explorer'>,
  { api, node, version }: Target,
): Promise<void> {
  const name = versionText(version);
  try {
    const { presentVersion } = await archiveRoom();
    const title = vscode.l10n.t('Checking what is left of {0}', name);
    const there = await withProgress(title, signal => presentVersion(api, version, signal));
    if (there) explorer.refresh(node);
    if (there?.status === 'Unfinished') {
      const discarded = await offerToDiscard({ api, version }, there.assets.length);
      if (discarded) explorer.refresh(node);
    } else if (there)
      void vscode.window.showWarningMessage(
        vscode.l10n.t('{0} was published before it could be stopped.', name),
      );
    else vscode.window.setStatusBarMessage(vscode.l10n.t('Nothing was published.'), 5000);
  } catch (error) {
    void report(log, name, error);
  }
}

/** Whether it was deleted. */
async function offerToDiscard(
  { api, version }: Pick<Target, 'api' | 'version'>,
  assets: number,
): Promise<boolean> {
  const discard = vscode.l10n.t('Delete Unfinished Version');
  const name = versionText(version);
  const left =
    assets === 1
      ? vscode.l10n.t('{0} is left unfinished, with 1 asset.', name)
      : vscode.l10n.t('{0} is left unfinished, with {1} assets.', name, assets);
  const message = `${left} ${vscode.l10n.t('Publish the same files to it again to go on where it stopped, or delete it.')}`;
  const chosen = await vscode.window.showWarningMessage(message, discard);
  if (chosen !== discard) return false;
  await withProgress(vscode.l10n.t('Deleting {0}', name), signal => api.discard(version, signal));
  return true;
}
