import type { Asset, Publication, Published } from '../core/asset';
import type { CodeArtifact } from '../core/codeArtifact';
import { Failure, isFailure } from '../core/failure';
import { hashFile } from './hashFile';
import { presentVersion } from './listedAssets';
import { mayHaveHappened, retried, type OnRetry } from './retried';
import type { TransferClock } from './transferClock';

/** What publishing asks of the service. */
export type PublishApi = Pick<CodeArtifact, 'publish' | 'version' | 'assets' | 'finish'>;

/** How a publication is watched. */
export interface Publishing {
  readonly clock: TransferClock;
  /** Called before each request: what keeps to the service's limit of requests waits in it. */
  readonly turn?: (signal: AbortSignal) => Promise<void>;
  /** Told how many bytes of the asset were sent; starts anew with each try. */
  readonly sent: (bytes: number) => void;
  readonly onRetry: OnRetry;
}

/**
 * Publishes one asset, trying again after what may pass. An answer that was lost, or a conflict with
 * equal bytes, is a success: what counts is what the service keeps. Throws `version-exists` when it
 * keeps something else, `publish-blocked` when origin controls forbid it, `files-changed` when the
 * file is not what it was hashed as.
 */
export async function publishAsset(
  api: PublishApi,
  it: Publication,
  { clock, turn, sent, onRetry }: Publishing,
  signal: AbortSignal,
): Promise<Published> {
  const once = async (): Promise<Published> => {
    await turn?.(signal);
    try {
      return await api.publish(it, sent, signal);
    } catch (error) {
      if (!isFailure(error)) throw error;
      if (!mayHaveHappened(error)) throw explained((await changed(it, error, signal)) ?? error);
      const there = await whatIsThere(api, it, error, signal);
      if (!there) throw error;
      return there;
    }
  };
  const published = await retried(once, clock, onRetry, signal);
  if (it.unfinished || published.status !== 'Unfinished') return published;
  await api.finish(it.version, signal);
  return { ...published, status: 'Published' };
}

/** The asset as it is kept, or undefined when it is not and may still be sent. */
async function whatIsThere(
  api: PublishApi,
  it: Publication,
  error: Failure,
  signal: AbortSignal,
): Promise<Published | undefined> {
  const there = await presentVersion(api, it.version, signal).catch((second: unknown) => {
    if (isFailure(second)) return undefined;
    throw second;
  });
  const asset = there?.assets.find(({ name }) => name === it.asset);
  if (there && asset?.hashes['SHA-256'] === it.sha256) return { asset, status: there.status };
  if (asset || (there && there.status !== 'Unfinished')) throw versionExists(it, asset, error);
  return undefined;
}

/** The refusal to publish over something: versions are never changed. */
export function versionExists(
  { version, asset, sha256 }: Pick<Publication, 'version' | 'asset' | 'sha256'>,
  there: Asset | undefined,
  cause?: Failure,
): Failure {
  const reason = there
    ? `its asset ${asset} has other content (SHA-256 ${there.hashes['SHA-256'] ?? 'unknown'}, not ${sha256})`
    : `it was published without an asset ${asset}`;
  const subject = `${version.package} ${version.version}`;
  return new Failure('version-exists', subject, { ...cause?.details, reason }, { cause });
}

/** The service refuses bytes that do not have the hash that was told; who changed them says nothing. */
async function changed(
  { file, sha256 }: Publication,
  { code, details }: Failure,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  if (code === 'file-changed') return new Failure('files-changed', file, details);
  if (code !== 'invalid-request') return undefined;
  const { hashes } = await hashFile(file, ['SHA-256'], () => undefined, signal);
  const reason = 'its content is not what it was';
  return hashes['SHA-256'] === sha256
    ? undefined
    : new Failure('files-changed', file, { ...details, file, reason });
}

/** Origin controls refuse with the error of missing permissions. */
function explained(error: Failure): Failure {
  const blocked =
    error.code === 'access-denied' && /origin control/i.test(error.details.message ?? '');
  return blocked ? new Failure('publish-blocked', error.subject, error.details) : error;
}
