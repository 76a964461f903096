import { createHash } from 'node:crypto';
import type { Draft, Store } from './store';
import type { AssetRecord, PackageId, VersionId, VersionRecord } from './records';

/** The revision of a version: it changes when the assets do, and is equal for equal assets. */
export function revisionOf(assets: readonly AssetRecord[]): string {
  const lines = assets.map(it => `${it.name}\t${it.sha256}\n`).sort();
  return createHash('sha256').update(lines.join('')).digest('base64');
}

/** `assets` with `asset` added, or put in the place of one of its name. */
export function withAsset(assets: readonly AssetRecord[], asset: AssetRecord): AssetRecord[] {
  return [...assets.filter(it => it.name !== asset.name), asset];
}

/** Adds to `draft` the version and, when this is its first, the package with its restrictions. */
export function putVersion(
  store: Store,
  draft: Draft,
  id: VersionId,
  record: VersionRecord,
  arrival: 'published' | 'ingested',
): Draft {
  const packageId: PackageId = id;
  if (!store.package(packageId))
    draft.putPackage(packageId, {
      restrictions:
        arrival === 'published'
          ? { publish: 'ALLOW', upstream: 'BLOCK' }
          : { publish: 'BLOCK', upstream: 'ALLOW' },
    });
  return draft.putVersion(id, record);
}

/** Whether build tools can read the assets of a version. */
export function isReadable({ status }: VersionRecord): boolean {
  return status === 'Published' || status === 'Unlisted';
}
