import type { Asset, AssetUpload } from '../core/asset';
import type { CodeArtifact } from '../core/codeArtifact';
import { Failure, isFailure } from '../core/failure';
import { listAllAssets } from './listAllAssets';
import { withRetry } from './withRetry';
import type { TransferClock } from './transferClock';

/** What was meant to be published. */
export type ExpectedAsset = Pick<AssetUpload, 'version' | 'asset' | 'sizeBytes' | 'sha256'>;

/**
 * What the service says of it: `not-listed` when it names no SHA-256 to compare with, `not-read` when
 * it does not say, or not to us, what it keeps. The asset has no hashes then.
 */
export type ReadBackResult =
  | { readonly asset: Asset; readonly sha256: 'equal' | 'not-listed' }
  | { readonly asset: Asset; readonly sha256: 'not-read'; readonly failure: Failure };

/** "Often available in less than a second", says the user guide. */
const retryDelaysMs = [300, 1000, 3000];

/**
 * Asks the service what it keeps of all that was published, in the order of `meant`. It is published
 * whatever the answer is: only other bytes than were sent are an error, `hash-mismatch`.
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

/** All assets of the version by name, once all that were meant are among them. */
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
      reason: `CodeArtifact keeps SHA-256 ${listedHash ?? 'unknown'} (${asset.sizeBytes ?? '?'} bytes), sent was ${expected.sha256} (${expected.sizeBytes} bytes)`,
    });
  return { asset, sha256: listedHash === undefined ? 'not-listed' : 'equal' };
}

function toUnverifiedAsset({ asset, sizeBytes }: ExpectedAsset): Asset {
  return { name: asset, sizeBytes, hashes: {} };
}

function notListedFailure({ asset }: ExpectedAsset): Failure {
  const reason = 'it was sent, but is not listed';
  return new Failure('not-found', asset, { operation: 'ListPackageVersionAssets', reason });
}
