import * as vscode from 'vscode';
import { connectionOf, isVersionNode } from '../explorer/node';
import { withProgress } from '../common/progress';
import type { PublishServices } from './publishServices';
import { requireTrust } from '../common/requireTrust';
import { formatVersion } from '../common/formatVersion';

/**
 * Deletes an unfinished version, after asking. The service refuses to delete one that has been
 * published meanwhile.
 */
export async function discardVersion(
  { connections, explorer }: PublishServices,
  node: unknown,
): Promise<void> {
  requireTrust();
  if (!isVersionNode(node) || node.version.status !== 'Unfinished') return;
  const { version, parent } = node;
  const name = formatVersion(version);
  const discard = vscode.l10n.t('Delete');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Delete {0}?', name),
    {
      modal: true,
      detail: vscode.l10n.t('The version was never published. Its uploaded assets are deleted.'),
    },
    discard,
  );
  if (chosen !== discard) return;
  const api = await connections.api(connectionOf(node));
  await withProgress(vscode.l10n.t('Deleting {0}', name), signal => api.discard(version, signal));
  explorer.refresh(parent);
}
