import type { Asset, Hashes } from '../../model/asset';
import type { CodeArtifact, VersionSummary } from '../../model/codeArtifact';
import type { Package } from '../../model/coordinates';
import { isFailure } from '../../model/failure';

const atOnce = 4;

/** An asset that has the bytes that were looked for. */
export interface EqualAsset {
  readonly version: VersionSummary;
  readonly asset: Asset;
}

/** Which asset has `sha256`; and how many versions were looked at. */
export interface Comparison {
  readonly equal: EqualAsset | undefined;
  readonly versions: number;
}

/** Looks through versions, the newest first, for an asset of these bytes. `told` counts versions. */
export async function findEqual(
  api: Pick<CodeArtifact, 'versions' | 'assets'>,
  where: { readonly of: Package; readonly only?: VersionSummary },
  hashes: Hashes,
  told: (versions: number) => void,
  signal: AbortSignal,
): Promise<Comparison> {
  let versions = 0;
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
      const equal = found.find(it => it !== undefined);
      if (equal) return { equal, versions };
    }
    next = page.next;
  } while (next !== undefined);
  return { equal: undefined, versions };
}

async function equalIn(
  api: Pick<CodeArtifact, 'assets'>,
  version: VersionSummary,
  hashes: Hashes,
  signal: AbortSignal,
): Promise<EqualAsset | undefined> {
  let next: string | undefined;
  do {
    const page = await api.assets(version, next, signal).catch((error: unknown) => {
      // A version may be deleted between the list and the question.
      if (isFailure(error) && error.code === 'not-found') return { items: [], next: undefined };
      throw error;
    });
    const sha256 = hashes['SHA-256'];
    const asset = page.items.find(it => sha256 !== undefined && it.hashes['SHA-256'] === sha256);
    if (asset) return { version, asset };
    next = page.next;
  } while (next !== undefined);
  return undefined;
}
