import { createHash } from 'node:crypto';
import type { Transaction, Store } from './store';
import type { AssetRecord, PackageId, VersionId, VersionRecord } from './records';

/** The revision of a version with these assets; equal assets have equal revisions. */
export function computeRevision(assets: readonly AssetRecord[]): string {
  const lines = assets.map(it => `${it.name}\t${it.sha256}\n`).sort();
  return createHash('sha256').update(lines.join('')).digest('base64');
}

/** `assets` with `asset` added; it replaces one with the same name. */
export function addOrReplaceAsset(
  assets: readonly AssetRecord[],
  asset: AssetRecord,
): AssetRecord[] {
  return [...assets.filter(it => it.name !== asset.name), asset];
}

/**
 * Adds to `transaction` the version and, when the package does not exist, the package with the default
 * origin controls for `originKind`. Returns `transaction`.
 */
export function putVersionWithPackage(
  store: Store,
  transaction: Transaction,
  id: VersionId,
  record: VersionRecord,
  originKind: 'published' | 'ingested',
): Transaction {
  const packageId: PackageId = id;
  if (!store.package(packageId))
    transaction.putPackage(packageId, {
      restrictions:
        originKind === 'published'
          ? { publish: 'ALLOW', upstream: 'BLOCK' }
          : { publish: 'BLOCK', upstream: 'ALLOW' },
    });
  return transaction.putVersion(id, record);
}

/** Whether build tools can download the assets of a version. */
export function isDownloadable({ status }: VersionRecord): boolean {
  return status === 'Published' || status === 'Unlisted';
}
