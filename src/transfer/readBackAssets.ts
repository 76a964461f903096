import type { Asset, AssetUpload } from '../core/asset';
import type { CodeArtifact } from '../core/codeArtifact';
import { Failure, isFailure } from '../core/failure';
import { listAllAssets } from './listAllAssets';
import { withRetry } from './withRetry';
import type { TransferClock } from './transferClock';

/** An asset as it was sent. */
export type ExpectedAsset = Pick<AssetUpload, 'version' | 'asset' | 'sizeBytes' | 'sha256'>;

/**
 * The comparison of a published asset with what CodeArtifact lists: `not-listed` when it lists no
 * SHA-256, `not-read` when the assets cannot be listed. In the latter case the asset has no hashes.
 */
export type ReadBackResult =
  | { readonly asset: Asset; readonly sha256: 'equal' | 'not-listed' }
  | { readonly asset: Asset; readonly sha256: 'not-read'; readonly failure: Failure };

/** According to the user guide, assets are often available in less than a second. */
const retryDelaysMs = [300, 1000, 3000];

/**
 * Compares the published assets with what CodeArtifact lists, in the order of `expected`. A list that
 * cannot be read is a result, since the assets are published; only other bytes than were sent are an
 * error. Throws `hash-mismatch`.
 */
export async function readBackAssets(
  api: Pick<CodeArtifact, 'assets'>,
  expected: readonly [ExpectedAsset, ...ExpectedAsset[]],
  clock: TransferClock,
  signal: AbortSignal,
): Promise<readonly ReadBackResult[]> {
  const listed = await listExpectedAssets(api, expected, clock, signal).catch((error: unknown) => {
    if (isFailure(error)) return error;
    throw error;
  });
  return expected.map(it =>
    isFailure(listed)
      ? { asset: toUnverifiedAsset(it), sha256: 'not-read', failure: listed }
      : compareWithListed(it, listed.get(it.asset)),
  );
}

/** All assets of the version by name, as soon as the expected ones are among them. */
async function listExpectedAssets(
  api: Pick<CodeArtifact, 'assets'>,
  expected: readonly [ExpectedAsset, ...ExpectedAsset[]],
  clock: TransferClock,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Asset>> {
  const [{ version }] = expected;
  const listAssets = () => listAllAssets(api, version, signal);
  for (let attempt = 0; ; attempt++) {
    const listed = await withRetry(listAssets, clock, () => undefined, signal).catch(
      (error: unknown) => {
        if (isFailure(error) && error.code === 'not-found') return [];
        throw error;
      },
    );
    const byName = new Map(listed.map(it => [it.name, it]));
    const missing = expected.find(({ asset }) => !byName.has(asset));
    if (!missing) return byName;
    const waitMs = retryDelaysMs[attempt];
    if (waitMs === undefined) throw notListedFailure(missing);
    await clock.wait(waitMs, signal);
  }
}

function compareWithListed(expected: ExpectedAsset, asset: Asset | undefined): ReadBackResult {
  if (!asset) throw notListedFailure(expected);
  const listedHash = asset.hashes['SHA-256'];
  const isSizeDifferent = asset.sizeBytes !== undefined && asset.sizeBytes !== expected.sizeBytes;
  if (isSizeDifferent || (listedHash !== undefined && listedHash !== expected.sha256))
    throw new Failure('hash-mismatch', expected.asset, {
      operation: 'ListPackageVersionAssets',
      reason: `CodeArtifact lists SHA-256 ${listedHash ?? 'unknown'} (${asset.sizeBytes ?? '?'} bytes), but ${expected.sha256} (${expected.sizeBytes} bytes) was sent`,
    });
  return { asset, sha256: listedHash === undefined ? 'not-listed' : 'equal' };
}

function toUnverifiedAsset({ asset, sizeBytes }: ExpectedAsset): Asset {
  return { name: asset, sizeBytes, hashes: {} };
}

function notListedFailure({ asset }: ExpectedAsset): Failure {
  const reason = 'it was sent, but CodeArtifact does not list it';
  return new Failure('not-found', asset, { operation: 'ListPackageVersionAssets', reason });
}
