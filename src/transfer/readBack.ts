import type { Asset, Publication } from '../core/asset';
import type { CodeArtifact } from '../core/codeArtifact';
import { Failure, isFailure } from '../core/failure';
import { listedAssets } from './listedAssets';
import { retried } from './retried';
import type { TransferClock } from './transferClock';

/** What was meant to be published. */
export type Meant = Pick<Publication, 'version' | 'asset' | 'sizeBytes' | 'sha256'>;

/**
 * What the service says of it: `not-listed` when it names no SHA-256 to compare with, `not-read` when
 * it does not say, or not to us, what it keeps. The asset has no hashes then.
 */
export type ReadBack =
  | { readonly asset: Asset; readonly sha256: 'equal' | 'not-listed' }
  | { readonly asset: Asset; readonly sha256: 'not-read'; readonly failure: Failure };

/** "Often available in less than a second", says the user guide. */
const waitsMs = [300, 1000, 3000];

/**
 * Asks the service what it keeps of all that was published, in the order of `meant`. It is published
 * whatever the answer is: only other bytes than were sent are an error, `hash-mismatch`.
 */
export async function readBack(
  api: Pick<CodeArtifact, 'assets'>,
  meant: readonly [Meant, ...Meant[]],
  clock: TransferClock,
  signal: AbortSignal,
): Promise<readonly ReadBack[]> {
  const listed = await listedAll(api, meant, clock, signal).catch((error: unknown) => {
    if (isFailure(error)) return error;
    throw error;
  });
  return meant.map(it =>
    isFailure(listed)
      ? { asset: sent(it), sha256: 'not-read', failure: listed }
      : compared(it, listed.get(it.asset)),
  );
}

/** All assets of the version by name, once all that were meant are among them. */
async function listedAll(
  api: Pick<CodeArtifact, 'assets'>,
  meant: readonly [Meant, ...Meant[]],
  clock: TransferClock,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Asset>> {
  const [{ version }] = meant;
  const ask = () => listedAssets(api, version, signal);
  for (let attempt = 0; ; attempt++) {
    const listed = await retried(ask, clock, () => undefined, signal).catch((error: unknown) => {
      if (isFailure(error) && error.code === 'not-found') return [];
      throw error;
    });
    const byName = new Map(listed.map(it => [it.name, it]));
    const missing = meant.find(({ asset }) => !byName.has(asset));
    if (!missing) return byName;
    const waitMs = waitsMs[attempt];
    if (waitMs === undefined) throw notListed(missing);
    await clock.wait(waitMs, signal);
  }
}

function compared(meant: Meant, asset: Asset | undefined): ReadBack {
  if (!asset) throw notListed(meant);
  const kept = asset.hashes['SHA-256'];
  const otherSize = asset.sizeBytes !== undefined && asset.sizeBytes !== meant.sizeBytes;
  if (otherSize || (kept !== undefined && kept !== meant.sha256))
    throw new Failure('hash-mismatch', meant.asset, {
      operation: 'ListPackageVersionAssets',
      reason: `CodeArtifact keeps SHA-256 ${kept ?? 'unknown'} (${asset.sizeBytes ?? '?'} bytes), sent was ${meant.sha256} (${meant.sizeBytes} bytes)`,
    });
  return { asset, sha256: kept === undefined ? 'not-listed' : 'equal' };
}

function sent({ asset, sizeBytes }: Meant): Asset {
  return { name: asset, sizeBytes, hashes: {} };
}

function notListed({ asset }: Meant): Failure {
  const reason = 'it was sent, but is not listed';
  return new Failure('not-found', asset, { operation: 'ListPackageVersionAssets', reason });
}
