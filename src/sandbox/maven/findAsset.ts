import { readFileSync } from 'node:fs';
import { epochSeconds, type Service } from '../service';
import type { AssetRecord, PackageId, VersionId, VersionRecord } from '../store/records';
import type { ReceivedBlob } from '../store/blobStore';
import {
  isDownloadable,
  putVersionWithPackage,
  computeRevision,
  addOrReplaceAsset,
} from '../store/versionRecords';
import { resolveSearchOrder } from './resolveSearchOrder';
import type { AssetPath } from './mavenPath';
import { parsePomMetadata } from './parsePomMetadata';
import { groupPath, UpstreamError } from './upstream';

/** The maximum size of an asset (user guide, quotas): 5 GB. */
export const maximumAssetBytes = 5 * 1024 ** 3;

/** The metadata of larger POMs is ignored. */
const maximumPomBytes = 2 * 1024 * 1024;

/**
 * Finds the asset at `path` in the repository of `packageId`, its upstreams and their external
 * connections. An asset from elsewhere is then retained in that repository, and in the one with the
 * external connection. Returns `undefined` when no repository has it. Throws `UpstreamError` when none
 * has it and an external connection failed.
 */
export async function findAsset(
  service: Service,
  packageId: PackageId,
  path: AssetPath,
  signal: AbortSignal,
): Promise<AssetRecord | undefined> {
  const requested = { ...packageId, version: path.build ?? path.version };
  const local = service.store.version(requested);
  if (local && !isDownloadable(local)) return undefined;
  const storedAsset = findAssetRecord(local, path.asset);
  if (storedAsset ?? local?.origin.type === 'INTERNAL') return storedAsset;
  let failure: UpstreamError | undefined;
  for (const { id, connection } of resolveSearchOrder(service, packageId)) {
    const upstream = { ...requested, ...id };
    const record = service.store.version(upstream);
    if (record && !isDownloadable(record)) continue;
    const found = findAssetRecord(record, path.asset);
    if (record && found) {
      retainAssets(service, requested, record, record.assets);
      return found;
    }
    // The first repository with a published version determines its assets.
    if (record?.origin.type === 'INTERNAL') break;
    if (connection === undefined) continue;
    try {
      const fetched = await fetchFromUpstream(service, connection, path, signal);
      if (fetched)
        return storeFetchedAsset(service, { requested, upstream, connection }, path.asset, fetched);
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      failure = error;
    }
  }
  if (failure) throw failure;
  return undefined;
}

function findAssetRecord(record: VersionRecord | undefined, name: string): AssetRecord | undefined {
  return record?.assets.find(it => it.name === name);
}

/** Adds `assets` of a version in another repository to the version `id`. */
function retainAssets(
  service: Service,
  id: VersionId,
  from: VersionRecord,
  assets: readonly AssetRecord[],
): void {
  const stored = service.store.version(id);
  const all = assets.reduce(addOrReplaceAsset, [...(stored?.assets ?? [])]);
  const record: VersionRecord = {
    ...(stored ?? { ...from, published: epochSeconds(service) }),
    ...(from.about && { about: from.about }),
    ...(from.dependencies && { dependencies: from.dependencies }),
    assets: all,
    revision: computeRevision(all),
  };
  putVersionWithPackage(
    service.store,
    service.store.beginTransaction(),
    id,
    record,
    'ingested',
  ).commit();
}

async function fetchFromUpstream(
  service: Service,
  connection: string,
  path: AssetPath,
  signal: AbortSignal,
): Promise<ReceivedBlob | undefined> {
  // External connections do not provide snapshots.
  if (path.version.endsWith('-SNAPSHOT')) return undefined;
  const file = `${groupPath(path.group)}/${path.artifact}/${path.version}/${path.asset}`;
  const body = await service.findUpstream(connection)?.read(file, signal);
  return body && (await service.store.blobStore.receive(body, maximumAssetBytes, signal));
}

interface RetentionTargets {
  readonly requested: VersionId;
  readonly upstream: VersionId;
  readonly connection: string;
}

function storeFetchedAsset(
  service: Service,
  { requested, upstream, connection }: RetentionTargets,
  name: string,
  blob: ReceivedBlob,
): AssetRecord {
  const { file, ...digests } = blob;
  const asset = { name, ...digests };
  try {
    const fetched: VersionRecord = {
      status: 'Published',
      revision: '',
      published: epochSeconds(service),
      origin: { type: 'EXTERNAL', connection },
      assets: [asset],
      ...(name.endsWith('.pom') && readPomMetadata(file, digests.size)),
    };
    service.store.blobStore.save(blob);
    retainAssets(service, upstream, fetched, [asset]);
    if (requested.repository !== upstream.repository)
      retainAssets(service, requested, fetched, [asset]);
    return asset;
  } finally {
    service.store.blobStore.discard(blob);
  }
}

/** The metadata in a received POM; none when the POM is larger than 2 MiB or not readable. */
export function readPomMetadata(
  file: string,
  size: number,
): Pick<VersionRecord, 'about' | 'dependencies'> {
  return size > maximumPomBytes ? {} : parsePomMetadata(readFileSync(file, 'utf8'));
}

/**
 * Whether a version that a repository does not have exists in an upstream. It cannot be published
 * then (user guide, "Publishing and upstream repositories"). An external connection that fails does
 * not prevent publishing.
 */
export async function existsUpstream(
  service: Service,
  requested: VersionId,
  path: AssetPath,
  signal: AbortSignal,
): Promise<boolean> {
  for (const { id, connection } of resolveSearchOrder(service, requested)) {
    if (service.store.version({ ...requested, ...id })) return true;
    if (connection === undefined || path.build !== undefined) continue;
    const folder = `${groupPath(path.group)}/${path.artifact}/${path.version}`;
    const pom = `${folder}/${path.artifact}-${path.version}.pom`;
    try {
      if (await service.findUpstream(connection)?.has(pom, signal)) return true;
    } catch (error) {
      // Publishing must work without access to the public repository.
      if (!(error instanceof UpstreamError)) throw error;
      service.log(`Upstream: ${error.message}`);
    }
  }
  return false;
}
