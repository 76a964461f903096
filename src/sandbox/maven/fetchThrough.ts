import { readFileSync } from 'node:fs';
import { epochSeconds, type Service } from '../service';
import type { AssetRecord, PackageId, VersionId, VersionRecord } from '../store/records';
import type { Incoming } from '../store/blobs';
import { isReadable, putVersion, revisionOf, withAsset } from '../store/versions';
import { chain } from './chain';
import type { AssetPath } from './mavenPath';
import { readPom } from './pom';
import { groupPath, UpstreamFailed } from './upstream';

/** The largest asset that the service takes (user guide, quotas): 5 GB. */
export const maximumAssetBytes = 5 * 1024 ** 3;

/** Larger POMs are kept but not read. */
const readablePomBytes = 2 * 1024 * 1024;

/**
 * The asset at `path` of the repository that was asked: its own, else what an upstream repository
 * or an external connection has, which is then kept here and where the connection is. `undefined`
 * when it is nowhere; throws `UpstreamFailed` when that cannot be known.
 */
export async function findAsset(
  service: Service,
  asked: PackageId,
  path: AssetPath,
  signal: AbortSignal,
): Promise<AssetRecord | undefined> {
  const own = { ...asked, version: path.build ?? path.version };
  const local = service.store.version(own);
  if (local && !isReadable(local)) return undefined;
  const kept = assetOf(local, path.asset);
  if (kept ?? local?.origin.type === 'INTERNAL') return kept;
  let failure: UpstreamFailed | undefined;
  for (const { id, connection } of chain(service, asked)) {
    const there = { ...own, ...id };
    const record = service.store.version(there);
    if (record && !isReadable(record)) continue;
    const found = assetOf(record, path.asset);
    if (record && found) {
      retain(service, own, record, record.assets);
      return found;
    }
    // The first repository that has the version decides what belongs to it.
    if (record?.origin.type === 'INTERNAL') break;
    if (connection === undefined) continue;
    try {
      const fetched = await fetch(service, connection, path, signal);
      if (fetched) return keepFetched(service, { own, there, connection }, path.asset, fetched);
    } catch (error) {
      if (!(error instanceof UpstreamFailed)) throw error;
      failure = error;
    }
  }
  if (failure) throw failure;
  return undefined;
}

function assetOf(record: VersionRecord | undefined, name: string): AssetRecord | undefined {
  return record?.assets.find(it => it.name === name);
}

/** Keeps what another repository has of a version in this one. */
function retain(
  service: Service,
  id: VersionId,
  from: VersionRecord,
  assets: readonly AssetRecord[],
): void {
  const old = service.store.version(id);
  const all = assets.reduce(withAsset, [...(old?.assets ?? [])]);
  const record: VersionRecord = {
    ...(old ?? { ...from, published: epochSeconds(service) }),
    ...(from.about && { about: from.about }),
    ...(from.dependencies && { dependencies: from.dependencies }),
    assets: all,
    revision: revisionOf(all),
  };
  putVersion(service.store, service.store.draft(), id, record, 'ingested').commit();
}

async function fetch(
  service: Service,
  connection: string,
  path: AssetPath,
  signal: AbortSignal,
): Promise<Incoming | undefined> {
  // Snapshots never come through an external connection.
  if (path.version.endsWith('-SNAPSHOT')) return undefined;
  const file = `${groupPath(path.group)}/${path.artifact}/${path.version}/${path.asset}`;
  const body = await service.upstreams(connection)?.read(file, signal);
  return body && (await service.store.blobs.receive(body, maximumAssetBytes, signal));
}

interface Places {
  readonly own: VersionId;
  readonly there: VersionId;
  readonly connection: string;
}

function keepFetched(
  service: Service,
  { own, there, connection }: Places,
  name: string,
  incoming: Incoming,
): AssetRecord {
  const { file, ...facts } = incoming;
  const asset = { name, ...facts };
  try {
    const fetched: VersionRecord = {
      status: 'Published',
      revision: '',
      published: epochSeconds(service),
      origin: { type: 'EXTERNAL', connection },
      assets: [asset],
      ...(name.endsWith('.pom') && pomFacts(file, facts.size)),
    };
    service.store.blobs.keep(incoming);
    retain(service, there, fetched, [asset]);
    if (own.repository !== there.repository) retain(service, own, fetched, [asset]);
    return asset;
  } finally {
    service.store.blobs.discard(incoming);
  }
}

/** What a POM that was received says of its version. */
export function pomFacts(
  file: string,
  size: number,
): Pick<VersionRecord, 'about' | 'dependencies'> {
  return size > readablePomBytes ? {} : readPom(readFileSync(file, 'utf8'));
}

/**
 * Whether a version that a repository does not have is upstream of it, where publishing it would
 * hide that one (user guide, "Publishing and upstream repositories").
 */
export async function isReachableElsewhere(
  service: Service,
  own: VersionId,
  path: AssetPath,
  signal: AbortSignal,
): Promise<boolean> {
  for (const { id, connection } of chain(service, own)) {
    if (service.store.version({ ...own, ...id })) return true;
    if (connection === undefined || path.build !== undefined) continue;
    const folder = `${groupPath(path.group)}/${path.artifact}/${path.version}`;
    const pom = `${folder}/${path.artifact}-${path.version}.pom`;
    try {
      if (await service.upstreams(connection)?.has(pom, signal)) return true;
    } catch (error) {
      // Publishing goes on without the public repository.
      if (!(error instanceof UpstreamFailed)) throw error;
    }
  }
  return false;
}
