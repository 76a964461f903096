import * as vscode from 'vscode';
import { withProgress } from '../common/progress';
import { showError } from '../errors/showError';
import type { PublishServices } from './publishServices';
import type { PublishTarget } from './runPublishTargetWizard';
import { formatVersion } from '../common/formatVersion';
import { findExistingVersion } from '../../transfer/listAllAssets';

/**
 * Says what an interrupted publication has left: nothing, an unfinished version, which can be
 * deleted or completed, or a published version.
 */
export async function showInterruptedPublishNotification(
  { log, explorer }: Pick<PublishServices, 'log' | 'explorer'>,
  { api, node, version }: PublishTarget,
): Promise<void> {
  const name = formatVersion(version);
  try {
    const title = vscode.l10n.t('Checking {0}', name);
    const existing = await withProgress(title, signal => findExistingVersion(api, version, signal));
    if (existing) explorer.refresh(node);
    if (existing?.status === 'Unfinished') {
      const discarded = await showDiscardNotification({ api, version }, existing.assets.length);
      if (discarded) explorer.refresh(node);
    } else if (existing)
      void vscode.window.showWarningMessage(
        vscode.l10n.t('{0} was published before it could be stopped.', name),
      );
    else vscode.window.setStatusBarMessage(vscode.l10n.t('Nothing was published.'), 5000);
  } catch (error) {
    void showError(log, name, error);
  }
}

/** Resolves to whether the version was deleted. */
async function showDiscardNotification(
  { api, version }: Pick<PublishTarget, 'api' | 'version'>,
  assets: number,
): Promise<boolean> {
  const discard = vscode.l10n.t('Delete Unfinished Version');
  const name = formatVersion(version);
  const summary =
    assets === 1
      ? vscode.l10n.t('{0} is unfinished, with 1 asset.', name)
      : vscode.l10n.t('{0} is unfinished, with {1} assets.', name, assets);
  const message = `${summary} ${vscode.l10n.t('To continue, publish the same files to it again. Or delete it.')}`;
  const chosen = await vscode.window.showWarningMessage(message, discard);
  if (chosen !== discard) return false;
  await withProgress(vscode.l10n.t('Deleting {0}', name), signal => api.discard(version, signal));
  return true;
}
