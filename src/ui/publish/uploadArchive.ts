import * as vscode from 'vscode';
import type { PackedArchive } from '../../archive/pack/packedArchive';
import type { ReadBackResult } from '../../transfer/readBackAssets';
import type { PublishServices } from './publishServices';
import { publishWithRetry } from '../../transfer/publishWithRetry';
import { readBackAssets } from '../../transfer/readBackAssets';
import { systemClock } from '../../transfer/transferClock';
import type { PublishTarget } from './runPublishTargetWizard';
import { formatVersion } from '../common/formatVersion';
import { createRetryNotifier } from '../common/createRetryNotifier';
import { withTransferProgress } from '../common/transferProgress';

/**
 * Publishes a packed archive as the only asset of its version, and compares it with what
 * CodeArtifact lists.
 */
export async function uploadArchive(
  { log }: Pick<PublishServices, 'log'>,
  { api, version }: PublishTarget,
  asset: string,
  packed: PackedArchive,
): Promise<ReadBackResult | undefined> {
  const title = vscode.l10n.t('Publishing {0}', formatVersion(version));
  return await withTransferProgress(title, async (progress, signal) => {
    const expected = { sizeBytes: packed.bytes, sha256: packed.sha256 };
    const publication = { version, asset, file: packed.path, ...expected, unfinished: false };
    const sent = (bytes: number): void => progress.reportBytes(bytes, packed.bytes);
    const onRetry = createRetryNotifier(log, progress.showMessage);
    await publishWithRetry(api, publication, { clock: systemClock, onSent: sent, onRetry }, signal);
    progress.showMessage(vscode.l10n.t('verifying'));
    const [readBackResult] = await readBackAssets(
      api,
      [{ version, asset, ...expected }],
      systemClock,
      signal,
    );
    return readBackResult;
  });
}
