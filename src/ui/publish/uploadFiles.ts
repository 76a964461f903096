import * as vscode from 'vscode';
import type { ReadBackResult } from '../../transfer/readBackAssets';
import { formatByteSize } from '../common/formatByteSize';
import type { PublishServices } from './publishServices';
import type { AssetFiles } from './assetPlan';
import type { PublishTarget } from './runPublishTargetWizard';
import { createRetryNotifier } from '../common/createRetryNotifier';
import { throttle, withTransferProgress } from '../common/transferProgress';
import { formatVersion } from '../common/formatVersion';
import { hashFile } from '../../transfer/hashFile';
import { systemClock } from '../../transfer/transferClock';
import { publishAssets } from '../../transfer/publishAssets';

/**
 * Hashes and publishes files as assets of one version, and compares them with what CodeArtifact
 * lists.
 */
export async function uploadFiles(
  { log }: Pick<PublishServices, 'log'>,
  { api, version }: PublishTarget,
  files: AssetFiles,
): Promise<readonly ReadBackResult[]> {
  const totalBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const hashFiles = async (onProgress: (doneBytes: number) => void, signal: AbortSignal) => {
    let previousBytes = 0;
    return await mapSequentially(files, async it => {
      const report = (done: number): void => onProgress(previousBytes + done);
      const { hashes, bytes } = await hashFile(it.file, ['SHA-256'], report, signal);
      previousBytes += bytes;
      return { ...it, sizeBytes: bytes, sha256: hashes['SHA-256'] };
    });
  };
  const title = vscode.l10n.t('Publishing {0}', formatVersion(version));
  return await withTransferProgress(title, async (progress, signal) => {
    const showHashing = (doneBytes: number): void =>
      progress.showMessage(
        vscode.l10n.t('hashing, {0} of {1}', formatByteSize(doneBytes), formatByteSize(totalBytes)),
      );
    const [first, ...others] = await hashFiles(throttle(showHashing), signal);
    if (!first) return [];
    const options = {
      clock: systemClock,
      onSent: (done: number) => progress.reportBytes(done, totalBytes),
      onRetry: createRetryNotifier(log, progress.showMessage),
    };
    return await publishAssets(api, version, [first, ...others], options, signal);
  });
}

/** One after the other, because the disk is the limit. */
async function mapSequentially<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
