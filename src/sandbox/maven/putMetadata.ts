import { textResponse, type HttpResponse } from '../http/httpResponse';
import { epochSeconds, type Service } from '../service';
import type { ReceivedBlob } from '../store/blobStore';
import { keys } from '../store/keys';
import type { AssetRecord, PackageId, RepositoryId, VersionRecord } from '../store/records';
import { putVersionWithPackage, computeRevision, addOrReplaceAsset } from '../store/versionRecords';
import type { MetadataPath } from './mavenPath';
import { readBlobText } from './putAsset';
import { parseMetadata } from './metadataXml';

const metadataFileName = 'maven-metadata.xml';

/**
 * Handles the upload of a maven-metadata.xml: it publishes the unfinished versions that the file names,
 * or the latest build of a snapshot, or stores the plugin prefixes of a group. The metadata that clients
 * download is generated from the store. Discards `blob` unless it becomes an asset.
 */
export function putMetadata(
  service: Service,
  repository: RepositoryId,
  path: MetadataPath,
  blob: ReceivedBlob,
): HttpResponse {
  try {
    const xml = readBlobText(blob);
    if (path.kind === 'snapshot') {
      const id = toMavenPackageId(repository, path.group, path.artifact);
      return publishSnapshot(service, id, path.version, xml, blob);
    }
    const { plugins } = parseMetadata(xml);
    if (plugins.length > 0) {
      const key = keys.groupPlugins(repository, path.folders.join('.'));
      service.store.beginTransaction().put(key, plugins).commit();
      return textResponse(201, 'Stored.');
    }
    const id = toMavenPackageId(
      repository,
      path.folders.slice(0, -1).join('.'),
      path.folders.at(-1) ?? '',
    );
    return publishVersions(service, id, xml, blob);
  } finally {
    service.store.blobStore.discard(blob);
  }
}

function toMavenPackageId(repository: RepositoryId, group: string, artifact: string): PackageId {
  return { ...repository, format: 'maven', namespace: group, package: artifact };
}

function publishVersions(
  service: Service,
  id: PackageId,
  xml: string,
  blob: ReceivedBlob,
): HttpResponse {
  const listedVersions = new Set(parseMetadata(xml).versions);
  const unfinished = [...service.store.versions(id)].filter(
    it => it.record.status === 'Unfinished' && listedVersions.has(it.name),
  );
  const mismatched = unfinished.find(({ record }) => (record.mismatched ?? []).length > 0);
  if (mismatched) return mismatchResponse(mismatched.record);
  if (unfinished.length === 0) return textResponse(201, 'There is no unfinished version.');
  const asset = storeMetadata(service, blob);
  const transaction = service.store.beginTransaction();
  for (const { name: version, record } of unfinished)
    transaction.putVersion({ ...id, version }, toPublishedRecord(service, record, asset));
  transaction.commit();
  return textResponse(201, 'Published.');
}

/** Publishes the build as the snapshot's version, and keeps the build itself as Unlisted. */
function publishSnapshot(
  service: Service,
  id: PackageId,
  version: string,
  xml: string,
  blob: ReceivedBlob,
): HttpResponse {
  const { timestamp, buildNumber } = parseMetadata(xml).snapshot;
  const base = version.slice(0, -'-SNAPSHOT'.length);
  const build = { ...id, version: `${base}-${timestamp}-${buildNumber}` };
  const record = service.store.version(build);
  if (!record) return textResponse(404, `The build ${build.version} has not been uploaded.`);
  if ((record.mismatched ?? []).length > 0) return mismatchResponse(record);
  const publishedRecord = toPublishedRecord(service, record, storeMetadata(service, blob));
  const transaction = service.store.beginTransaction();
  putVersionWithPackage(
    service.store,
    transaction,
    build,
    { ...publishedRecord, status: 'Unlisted' },
    'published',
  );
  putVersionWithPackage(
    service.store,
    transaction,
    { ...id, version },
    publishedRecord,
    'published',
  ).commit();
  return textResponse(201, 'Published.');
}

function toPublishedRecord(
  service: Service,
  record: VersionRecord,
  metadata: AssetRecord,
): VersionRecord {
  const assets = addOrReplaceAsset(record.assets, metadata);
  const revision = computeRevision(assets);
  return { ...record, status: 'Published', published: epochSeconds(service), revision, assets };
}

function storeMetadata(service: Service, blob: ReceivedBlob): AssetRecord {
  service.store.blobStore.save(blob);
  const { size, md5, sha1, sha256, sha512 } = blob;
  return { name: metadataFileName, size, md5, sha1, sha256, sha512 };
}

function mismatchResponse({ mismatched = [] }: VersionRecord): HttpResponse {
  return textResponse(400, `The checksums of ${mismatched.join(', ')} are not correct.`);
}
