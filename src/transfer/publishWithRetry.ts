import type { Asset, AssetUpload, PublishedAsset } from '../core/asset';
import type { CodeArtifact } from '../core/codeArtifact';
import { Failure, isFailure } from '../core/failure';
import { hashFile } from './hashFile';
import { findExistingVersion } from './listAllAssets';
import { mayHaveSucceeded, withRetry, type OnRetry } from './withRetry';
import type { TransferClock } from './transferClock';

/** The operations that publishing needs. */
export type PublishApi = Pick<CodeArtifact, 'publish' | 'version' | 'assets' | 'finish'>;

/** The clock and the listeners of a publication. */
export interface PublishOptions {
  readonly clock: TransferClock;
  /** Awaited before each request, to keep to the service's rate limit. */
  readonly throttle?: (signal: AbortSignal) => Promise<void>;
  /** Receives the number of bytes sent; starts again with each attempt. */
  readonly onSent: (bytes: number) => void;
  readonly onRetry: OnRetry;
}

/**
 * Publishes one asset and retries after transient failures. A lost response or a conflict counts as
 * success when CodeArtifact has the same bytes. Throws `version-exists` when it has other bytes,
 * `publish-blocked` when package origin controls forbid it, and `files-changed` when the file no longer
 * has the given hash.
 */
export async function publishWithRetry(
  api: PublishApi,
  publication: AssetUpload,
  { clock, throttle, onSent, onRetry }: PublishOptions,
  signal: AbortSignal,
): Promise<PublishedAsset> {
  const attempt = async (): Promise<PublishedAsset> => {
    await throttle?.(signal);
    try {
      return await api.publish(publication, onSent, signal);
    } catch (error) {
      if (!isFailure(error)) throw error;
      if (!mayHaveSucceeded(error))
        throw toPublishBlocked((await findFileChange(publication, error, signal)) ?? error);
      const existing = await findPublishedAsset(api, publication, error, signal);
      if (!existing) throw error;
      return existing;
    }
  };
  const published = await withRetry(attempt, clock, onRetry, signal);
  if (publication.unfinished || published.status !== 'Unfinished') return published;
  await api.finish(publication.version, signal);
  return { ...published, status: 'Published' };
}

/** The asset as CodeArtifact has it; undefined when it does not and the upload can be retried. */
async function findPublishedAsset(
  api: PublishApi,
  publication: AssetUpload,
  error: Failure,
  signal: AbortSignal,
): Promise<PublishedAsset | undefined> {
  const existing = await findExistingVersion(api, publication.version, signal).catch(
    (second: unknown) => {
      if (isFailure(second)) return undefined;
      throw second;
    },
  );
  const asset = existing?.assets.find(({ name }) => name === publication.asset);
  if (existing && asset?.hashes['SHA-256'] === publication.sha256)
    return { asset, status: existing.status };
  if (asset || (existing && existing.status !== 'Unfinished'))
    throw versionExistsFailure(publication, asset, error);
  return undefined;
}

/** The failure for an asset that exists with other content; published assets cannot be changed. */
export function versionExistsFailure(
  { version, asset, sha256 }: Pick<AssetUpload, 'version' | 'asset' | 'sha256'>,
  existing: Asset | undefined,
  cause?: Failure,
): Failure {
  const reason = existing
    ? `its asset ${asset} has other content (SHA-256 ${existing.hashes['SHA-256'] ?? 'unknown'}, not ${sha256})`
    : `it was published without an asset ${asset}`;
  const subject = `${version.package} ${version.version}`;
  return new Failure('version-exists', subject, { ...cause?.details, reason }, { cause });
}

/** A file that changed after it was hashed makes CodeArtifact refuse the request as invalid. */
async function findFileChange(
  { file, sha256 }: AssetUpload,
  { code, details }: Failure,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  if (code === 'file-changed') return new Failure('files-changed', file, details);
  if (code !== 'invalid-request') return undefined;
  const { hashes } = await hashFile(file, ['SHA-256'], () => undefined, signal);
  const reason = 'its content changed';
  return hashes['SHA-256'] === sha256
    ? undefined
    : new Failure('files-changed', file, { ...details, file, reason });
}

/** Origin controls answer with the same error as missing permissions. */
function toPublishBlocked(error: Failure): Failure {
  const isBlocked =
    error.code === 'access-denied' && /origin control/i.test(error.details.message ?? '');
  return isBlocked ? new Failure('publish-blocked', error.subject, error.details) : error;
}
