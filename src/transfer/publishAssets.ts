import type { AssetUpload } from '../core/asset';
import type { PackageVersion } from '../core/coordinates';
import { forEachLimit } from '../shared/forEachLimit';
import { findExistingVersion } from './listAllAssets';
import { publishWithRetry, versionExistsFailure, type PublishApi } from './publishWithRetry';
import { createPublishThrottle } from './createPublishThrottle';
import { readBackAssets, type ReadBackResult } from './readBackAssets';
import type { OnRetry } from './withRetry';
import type { TransferClock } from './transferClock';

/** A file to publish as an asset of a version. */
export type FileToPublish = Pick<AssetUpload, 'asset' | 'file' | 'sizeBytes' | 'sha256'>;

/** The clock and the listeners of a publication. */
export interface PublishAssetsOptions {
  readonly clock: TransferClock;
  /** Receives the number of published bytes, including assets that had been published before. */
  readonly onSent: (doneBytes: number, totalBytes: number) => void;
  readonly onRetry: OnRetry;
}

const concurrency = 4;

/**
 * Publishes files as the assets of one version, which stays Unfinished until all of them are uploaded.
 * After an interruption, calling it again continues with the missing ones. Throws `version-exists` when
 * an asset exists with other content, or when the version was published without one of them.
 */
export async function publishAssets(
  api: PublishApi,
  version: PackageVersion,
  files: readonly [FileToPublish, ...FileToPublish[]],
  { clock, onSent, onRetry }: PublishAssetsOptions,
  signal: AbortSignal,
): Promise<readonly ReadBackResult[]> {
  const existing = await findExistingVersion(api, version, signal);
  const missing = files.filter(file => {
    const asset = existing?.assets.find(({ name }) => name === file.asset);
    if (asset?.hashes['SHA-256'] === file.sha256) return false;
    if (asset || (existing && existing.status !== 'Unfinished'))
      throw versionExistsFailure({ version, ...file }, asset);
    return true;
  });
  const totalBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const missingBytes = missing.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const sentByAsset = new Map<string, number>();
  const throttle = createPublishThrottle(clock);
  const publish = (file: FileToPublish, unfinished: boolean) => {
    const reportSent = (bytesSent: number): void => {
      sentByAsset.set(file.asset, bytesSent);
      const sentBytes = [...sentByAsset.values()].reduce((sum, it) => sum + it, 0);
      onSent(totalBytes - missingBytes + sentBytes, totalBytes);
    };
    const options = { clock, throttle, onSent: reportSent, onRetry };
    return publishWithRetry(api, { version, ...file, unfinished }, options, signal);
  };
  // The last asset publishes the version, so all others are uploaded before it.
  const last = missing.at(-1);
  await forEachLimit(missing.slice(0, -1), concurrency, file => publish(file, true));
  if (last) await publish(last, false);
  else if (existing?.status === 'Unfinished') await api.finish(version, signal);
  const [first, ...others] = files.map(file => ({ version, ...file }));
  return first ? await readBackAssets(api, [first, ...others], clock, signal) : [];
}
