import { plain, type Answer } from '../http/answer';
import { epochSeconds, type Service } from '../service';
import type { Incoming } from '../store/blobs';
import { keys } from '../store/keys';
import type { AssetRecord, PackageId, RepositoryId, VersionRecord } from '../store/records';
import { putVersion, revisionOf, withAsset } from '../store/versions';
import type { MetadataPath } from './mavenPath';
import { textOf } from './mavenPut';
import { readMetadata } from './metadataXml';

const name = 'maven-metadata.xml';

/**
 * Takes a maven-metadata.xml. What it says is derived from the store when it is asked for; what it
 * does is to publish: the versions of a package that it names, or the newest build of a snapshot.
 */
export function putMetadata(
  service: Service,
  repository: RepositoryId,
  path: MetadataPath,
  incoming: Incoming,
): Answer {
  try {
    const xml = textOf(incoming);
    if (path.kind === 'snapshot') {
      const id = packageId(repository, path.group, path.artifact);
      return publishSnapshot(service, id, path.version, xml, incoming);
    }
    const { plugins } = readMetadata(xml);
    if (plugins.length > 0) {
      const key = keys.groupPlugins(repository, path.folders.join('.'));
      service.store.draft().put(key, plugins).commit();
      return plain(201, 'Kept.');
    }
    const id = packageId(
      repository,
      path.folders.slice(0, -1).join('.'),
      path.folders.at(-1) ?? '',
    );
    return publish(service, id, xml, incoming);
  } finally {
    service.store.blobs.discard(incoming);
  }
}

function packageId(repository: RepositoryId, group: string, artifact: string): PackageId {
  return { ...repository, format: 'maven', namespace: group, package: artifact };
}

function publish(service: Service, id: PackageId, xml: string, incoming: Incoming): Answer {
  const named = new Set(readMetadata(xml).versions);
  const unfinished = [...service.store.versions(id)].filter(
    it => it.record.status === 'Unfinished' && named.has(it.name),
  );
  const wrong = unfinished.find(({ record }) => (record.mismatched ?? []).length > 0);
  if (wrong) return mismatch(wrong.record);
  if (unfinished.length === 0) return plain(201, 'Nothing was waiting for it.');
  const asset = keepMetadata(service, incoming);
  const draft = service.store.draft();
  for (const { name: version, record } of unfinished)
    draft.putVersion({ ...id, version }, published(service, record, asset));
  draft.commit();
  return plain(201, 'Published.');
}

/** The build becomes what the snapshot stands for, and stays beside it, unlisted. */
function publishSnapshot(
  service: Service,
  id: PackageId,
  version: string,
  xml: string,
  incoming: Incoming,
): Answer {
  const { timestamp, buildNumber } = readMetadata(xml).snapshot;
  const base = version.slice(0, -'-SNAPSHOT'.length);
  const build = { ...id, version: `${base}-${timestamp}-${buildNumber}` };
  const record = service.store.version(build);
  if (!record) return plain(404, `The build ${build.version} was not put.`);
  if ((record.mismatched ?? []).length > 0) return mismatch(record);
  const now = published(service, record, keepMetadata(service, incoming));
  const draft = service.store.draft();
  putVersion(service.store, draft, build, { ...now, status: 'Unlisted' }, 'published');
  putVersion(service.store, draft, { ...id, version }, now, 'published').commit();
  return plain(201, 'Published.');
}

function published(service: Service, record: VersionRecord, metadata: AssetRecord): VersionRecord {
  const assets = withAsset(record.assets, metadata);
  const revision = revisionOf(assets);
  return { ...record, status: 'Published', published: epochSeconds(service), revision, assets };
}

function keepMetadata(service: Service, incoming: Incoming): AssetRecord {
  service.store.blobs.keep(incoming);
  const { size, md5, sha1, sha256, sha512 } = incoming;
  return { name, size, md5, sha1, sha256, sha512 };
}

function mismatch({ mismatched = [] }: VersionRecord): Answer {
  return plain(400, `The checksums of ${mismatched.join(', ')} do not fit.`);
}
