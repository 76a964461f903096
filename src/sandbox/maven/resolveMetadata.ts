import type { Service } from '../service';
import { keys } from '../store/keys';
import type { PackageId, RepositoryId } from '../store/records';
import { resolveSearchOrder } from './resolveSearchOrder';
import type { MetadataPath } from './mavenPath';
import {
  formatGroupMetadata,
  formatPackageMetadata,
  formatSnapshotMetadata,
  type SnapshotFile,
} from './metadataXml';
import { UpstreamError, type Plugin, type Upstream } from './upstream';
import { compareMavenVersions } from '../../shared/compareMavenVersions';

/**
 * Generates the maven-metadata.xml at `path` from the versions or plugins in a repository, its
 * upstreams and their external connections. Returns `undefined` when there are none. Throws
 * `UpstreamError` when there are none and an external connection failed; otherwise logs the failure.
 */
export async function resolveMetadata(
  service: Service,
  repository: RepositoryId,
  path: MetadataPath,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (path.kind === 'snapshot') return resolveSnapshot(service, repository, path);
  const failures: UpstreamError[] = [];
  const queryUpstream = createUpstreamQuery(service, failures);
  const group = path.folders.slice(0, -1).join('.');
  const artifact = path.folders.at(-1) ?? '';
  if (group !== '') {
    const id = { ...repository, format: 'maven', namespace: group, package: artifact } as const;
    const versions = await resolveVersions(service, id, queryUpstream, signal);
    if (versions.length > 0) return formatPackageMetadata(group, artifact, versions, service.now());
  }
  const groupName = path.folders.join('.');
  const plugins = await resolvePlugins(service, repository, groupName, queryUpstream, signal);
  if (plugins.length > 0) return formatGroupMetadata(plugins);
  if (failures[0]) throw failures[0];
  return undefined;
}

async function resolveVersions(
  service: Service,
  packageId: PackageId,
  queryUpstream: UpstreamQuery,
  signal: AbortSignal,
): Promise<string[]> {
  const found = new Set<string>();
  // A version that is not Published in a repository hides those of its upstreams.
  const hidden = new Set<string>();
  for (const { id, connection } of resolveSearchOrder(service, packageId)) {
    for (const { name, record } of service.store.versions({ ...packageId, ...id }))
      if (record.status !== 'Published') hidden.add(name);
      else if (!hidden.has(name)) found.add(name);
    const upstreamVersions = await queryUpstream(connection, upstream =>
      upstream.versions(packageId.namespace ?? '', packageId.package, signal),
    );
    for (const version of upstreamVersions)
      if (!hidden.has(version) && !version.endsWith('-SNAPSHOT')) found.add(version);
  }
  return [...found].sort(compareMavenVersions);
}

async function resolvePlugins(
  service: Service,
  repository: RepositoryId,
  group: string,
  queryUpstream: UpstreamQuery,
  signal: AbortSignal,
): Promise<Plugin[]> {
  const found = new Map<string, Plugin>();
  const packageId = { ...repository, format: 'maven', namespace: group, package: '' } as const;
  for (const { id, connection } of resolveSearchOrder(service, packageId)) {
    const storedPlugins = service.store.keyValues.get(keys.groupPlugins(id, group)) as
      Plugin[] | undefined;
    for (const it of storedPlugins ?? []) if (!found.has(it.prefix)) found.set(it.prefix, it);
    const plugins = await queryUpstream(connection, upstream => upstream.plugins(group, signal));
    for (const it of plugins) if (!found.has(it.prefix)) found.set(it.prefix, it);
  }
  return [...found.values()];
}

type UpstreamQuery = <T>(
  connection: string | undefined,
  query: (upstream: Upstream) => Promise<readonly T[]>,
) => Promise<readonly T[]>;

/** Queries upstreams so that one that fails has no results; adds its error to `failures`. */
function createUpstreamQuery(service: Service, failures: UpstreamError[]): UpstreamQuery {
  return async (connection, query) => {
    const upstream = connection === undefined ? undefined : service.findUpstream(connection);
    try {
      return upstream ? await query(upstream) : [];
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      service.log(`Upstream: ${error.message}`);
      failures.push(error);
      return [];
    }
  };
}

function resolveSnapshot(
  service: Service,
  repository: RepositoryId,
  { group, artifact, version }: MetadataPath & { readonly kind: 'snapshot' },
): string | undefined {
  const id = { ...repository, format: 'maven', namespace: group, package: artifact } as const;
  for (const searched of resolveSearchOrder(service, id)) {
    const record = service.store.version({ ...id, ...searched.id, version });
    if (record?.status !== 'Published') continue;
    const files = record.assets.flatMap(it => parseSnapshotFile(it.name, artifact, version));
    return formatSnapshotMetadata(group, artifact, version, files);
  }
  return undefined;
}

/** Parses a file name: `y-1.0-20210728.194552-1-sources.jar` has the classifier `sources`. */
function parseSnapshotFile(asset: string, artifact: string, version: string): SnapshotFile[] {
  const base = version.slice(0, -'-SNAPSHOT'.length);
  const prefix = `${artifact}-${base}-`;
  const [, build, classifier, extension] =
    /^(\d{8}\.\d{6}-\d+)(?:-(.+?))?\.((?:tar\.)?[^.]+(?:\.asc)?)$/.exec(
      asset.slice(prefix.length),
    ) ?? [];
  if (!asset.startsWith(prefix) || build === undefined || extension === undefined) return [];
  return [
    { ...(classifier !== undefined && { classifier }), extension, version: `${base}-${build}` },
  ];
}
