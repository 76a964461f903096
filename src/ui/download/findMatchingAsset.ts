import { strongestHashName, type Asset, type HashName, type Hashes } from '../../core/asset';
import type { CodeArtifact, VersionSummary } from '../../core/codeArtifact';
import type { Package } from '../../core/coordinates';
import { isFailure } from '../../core/failure';

const concurrentRequests = 4;

/** An asset that has the bytes that were looked for. */
export interface MatchingAsset {
  readonly version: VersionSummary;
  readonly asset: Asset;
  /** The strongest hash that is listed of it: the one that is equal. */
  readonly hashName: HashName;
}

/** Which asset has the same bytes; and what was looked at. */
export interface AssetComparison {
  readonly match: MatchingAsset | undefined;
  readonly versionCount: number;
  /** Assets of which no hash is listed: whether they are equal is not known. */
  readonly withoutHashCount: number;
  /** The hashes that were not given, of assets of which no stronger one is listed. */
  readonly missingHashes: readonly HashName[];
}

interface VersionComparison {
  readonly match?: MatchingAsset;
  readonly withoutHashCount: number;
  readonly missingHashes: readonly HashName[];
}

/** Looks through versions, the newest first, for an asset with one of these hashes. `told` counts versions. */
export async function findMatchingAsset(
  api: Pick<CodeArtifact, 'versions' | 'assets'>,
  scope: { readonly of: Package; readonly only?: VersionSummary },
  hashes: Hashes,
  onProgress: (versions: number) => void,
  signal: AbortSignal,
): Promise<AssetComparison> {
  let versionCount = 0;
  let withoutHashCount = 0;
  const missingHashes = new Set<HashName>();
  let next: string | undefined;
  do {
    const page = scope.only
      ? { items: [scope.only], next: undefined }
      : await api.versions(scope.of, next, signal);
    for (let start = 0; start < page.items.length; start += concurrentRequests) {
      const batch = page.items.slice(start, start + concurrentRequests);
      const results = await Promise.all(batch.map(it => compareVersion(api, it, hashes, signal)));
      versionCount += batch.length;
      onProgress(versionCount);
      withoutHashCount += results.reduce((sum, it) => sum + it.withoutHashCount, 0);
      for (const it of results.flatMap(one => one.missingHashes)) missingHashes.add(it);
      const { match } = results.find(it => it.match) ?? {};
      if (match)
        return { match, versionCount, withoutHashCount, missingHashes: [...missingHashes] };
    }
    next = page.next;
  } while (next !== undefined);
  return { match: undefined, versionCount, withoutHashCount, missingHashes: [...missingHashes] };
}

async function compareVersion(
  api: Pick<CodeArtifact, 'assets'>,
  version: VersionSummary,
  hashes: Hashes,
  signal: AbortSignal,
): Promise<VersionComparison> {
  let withoutHashCount = 0;
  const missingHashes: HashName[] = [];
  let next: string | undefined;
  do {
    const page = await api.assets(version, next, signal).catch((error: unknown) => {
      // A version may be deleted between the list and the question.
      if (isFailure(error) && error.code === 'not-found') return { items: [], next: undefined };
      throw error;
    });
    for (const asset of page.items) {
      const hashName = strongestHashName(asset.hashes);
      if (hashName === undefined) withoutHashCount++;
      else if (hashes[hashName] === undefined) missingHashes.push(hashName);
      else if (asset.hashes[hashName] === hashes[hashName])
        return { match: { version, asset, hashName }, withoutHashCount, missingHashes };
    }
    next = page.next;
  } while (next !== undefined);
  return { withoutHashCount, missingHashes };
}
