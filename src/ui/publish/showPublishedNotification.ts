import * as vscode from 'vscode';
import type { ReadBackResult } from '../../transfer/readBackAssets';
import { advise } from '../errors/advice';
import { formatByteSize } from '../common/formatByteSize';
import { showError } from '../errors/showError';
import type { PublishServices } from './publishServices';
import type { PublishTarget } from './runPublishTargetWizard';
import { revealVersion } from '../explorer/revealVersion';
import { formatVersion } from '../common/formatVersion';

/** Shows what was published and whether CodeArtifact lists the same hash. */
export async function showPublishedNotification(
  services: PublishServices,
  { node, version }: PublishTarget,
  readBackResults: readonly ReadBackResult[],
): Promise<void> {
  services.explorer.refresh(node);
  const bytes = readBackResults.reduce((sum, { asset }) => sum + (asset.sizeBytes ?? 0), 0);
  const notReadBack = readBackResults.find(it => it.sha256 === 'not-read');
  const verified = readBackResults.every(({ sha256 }) => sha256 === 'equal');
  const [first, ...others] = readBackResults;
  const what =
    others.length === 0
      ? formatByteSize(bytes)
      : vscode.l10n.t('{0} assets, {1}', readBackResults.length, formatByteSize(bytes));
  const state = verified
    ? vscode.l10n.t('SHA-256 verified')
    : vscode.l10n.t('not verified, because CodeArtifact lists no SHA-256');
  const name = formatVersion(version);
  const message = notReadBack
    ? vscode.l10n.t(
        '{0} is published ({1}), but could not be verified: {2}',
        ...[name, what, advise(notReadBack.failure).message],
      )
    : vscode.l10n.t('{0} is published ({1}; {2}).', name, what, state);
  const showMessage = notReadBack
    ? vscode.window.showWarningMessage
    : vscode.window.showInformationMessage;
  const show = vscode.l10n.t('Show in Tree');
  const copy = vscode.l10n.t('Copy SHA-256');
  const hash = others.length === 0 ? first?.asset.hashes['SHA-256'] : undefined;
  const chosen = await showMessage(message, show, ...(hash === undefined ? [] : [copy]));
  try {
    if (chosen === show) await revealVersion(services, node, version);
    if (chosen === copy && hash !== undefined) await vscode.env.clipboard.writeText(hash);
  } catch (error) {
    void showError(services.log, 'showVersion', error);
  }
}
