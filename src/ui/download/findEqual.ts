import { strongestHash, type Asset, type HashName, type Hashes } from '../../core/asset';
import type { CodeArtifact, VersionSummary } from '../../core/codeArtifact';
import type { Package } from '../../core/coordinates';
import { isFailure } from '../../core/failure';

const atOnce = 4;

/** An asset that has the bytes that were looked for. */
export interface EqualAsset {
  readonly version: VersionSummary;
  readonly asset: Asset;
  /** The strongest hash that is listed of it: the one that is equal. */
  readonly by: HashName;
}

/** Which asset has the same bytes; and what was looked at. */
export interface Comparison {
  readonly equal: EqualAsset | undefined;
  readonly versions: number;
  /** Assets of which no hash is listed: whether they are equal is not known. */
  readonly unknown: number;
  /** The hashes that were not given, of assets of which no stronger one is listed. */
  readonly wanting: readonly HashName[];
}

interface InVersion {
  readonly equal?: EqualAsset;
  readonly unknown: number;
  readonly wanting: readonly HashName[];
}

/** Looks through versions, the newest first, for an asset with one of these hashes. `told` counts versions. */
export async function findEqual(
  api: Pick<CodeArtifact, 'versions' | 'assets'>,
  where: { readonly of: Package; readonly only?: VersionSummary },
  hashes: Hashes,
  told: (versions: number) => void,
  signal: AbortSignal,
): Promise<Comparison> {
  let versions = 0;
  let unknown = 0;
  const wanting = new Set<HashName>();
  let next: string | undefined;
  do {
    const page = where.only
      ? { items: [where.only], next: undefined }
      : await api.versions(where.of, next, signal);
    for (let at = 0; at < page.items.length; at += atOnce) {
      const some = page.items.slice(at, at + atOnce);
      const found = await Promise.all(some.map(it => equalIn(api, it, hashes, signal)));
      versions += some.length;
      told(versions);
      unknown += found.reduce((sum, it) => sum + it.unknown, 0);
      for (const it of found.flatMap(one => one.wanting)) wanting.add(it);
      const { equal } = found.find(it => it.equal) ?? {};
      if (equal) return { equal, versions, unknown, wanting: [...wanting] };
    }
    next = page.next;
  } while (next !== undefined);
  return { equal: undefined, versions, unknown, wanting: [...wanting] };
}

async function equalIn(
  api: Pick<CodeArtifact, 'assets'>,
  version: VersionSummary,
  hashes: Hashes,
  signal: AbortSignal,
): Promise<InVersion> {
  let unknown = 0;
  const wanting: HashName[] = [];
  let next: string | undefined;
  do {
    const page = await api.assets(version, next, signal).catch((error: unknown) => {
      // A version may be deleted between the list and the question.
      if (isFailure(error) && error.code === 'not-found') return { items: [], next: undefined };
      throw error;
    });
    for (const asset of page.items) {
      const by = strongestHash(asset.hashes);
      if (by === undefined) unknown++;
      else if (hashes[by] === undefined) wanting.push(by);
      else if (asset.hashes[by] === hashes[by])
        return { equal: { version, asset, by }, unknown, wanting };
    }
    next = page.next;
  } while (next !== undefined);
  return { unknown, wanting };
}
