import type { Asset, Publication } from '../model/asset';
import type { CodeArtifact } from '../model/codeArtifact';
import { Failure, isFailure } from '../model/failure';
import { listedAssets } from './listedAssets';
import type { TransferClock } from './transferClock';

/** What was meant to be published. */
export type Meant = Pick<Publication, 'version' | 'asset' | 'sizeBytes' | 'sha256'>;

/** What the service says of it: `not-listed` when it names no SHA-256 to compare with. */
export interface ReadBack {
  readonly asset: Asset;
  readonly sha256: 'equal' | 'not-listed';
}

/** "Often available in less than a second", says the user guide. */
const waitsMs = [300, 1000, 3000];

/**
 * Asks the service what it keeps of all that was published, in the order of `meant`. Throws
 * `hash-mismatch` when it keeps other bytes, and `not-found` when it does not list an asset after
 * some seconds.
 */
export async function readBack(
  api: Pick<CodeArtifact, 'assets'>,
  meant: readonly [Meant, ...Meant[]],
  clock: TransferClock,
  signal: AbortSignal,
): Promise<readonly ReadBack[]> {
  const [{ version }] = meant;
  for (let attempt = 0; ; attempt++) {
    const listed = await listedAssets(api, version, signal).catch((error: unknown) => {
      if (isFailure(error) && error.code === 'not-found') return [];
      throw error;
    });
    const byName = new Map(listed.map(it => [it.name, it]));
    const missing = meant.find(({ asset }) => !byName.has(asset));
    if (!missing) return meant.map(it => compared(it, byName.get(it.asset)));
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

function notListed({ asset }: Meant): Failure {
  const reason = 'it was sent, but is not listed';
  return new Failure('not-found', asset, { operation: 'ListPackageVersionAssets', reason });
}
