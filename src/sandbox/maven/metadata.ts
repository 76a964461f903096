import type { Service } from '../service';
import { keys } from '../store/keys';
import type { PackageId, RepositoryId } from '../store/records';
import { chain } from './chain';
import type { MetadataPath } from './mavenPath';
import { groupMetadata, packageMetadata, snapshotMetadata, type SnapshotFile } from './metadataXml';
import { UpstreamFailed, type Plugin, type Upstream } from './upstream';
import { compareMavenVersions } from './versionOrder';

/**
 * The maven-metadata.xml at `path` of a repository, made of what it, its upstreams and their external
 * connections have; `undefined` when none of them has anything. An upstream that fails is left out.
 */
export async function metadataAt(
  service: Service,
  repository: RepositoryId,
  path: MetadataPath,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (path.kind === 'snapshot') return snapshotAt(service, repository, path);
  const group = path.folders.slice(0, -1).join('.');
  const artifact = path.folders.at(-1) ?? '';
  if (group !== '') {
    const id = { ...repository, format: 'maven', namespace: group, package: artifact } as const;
    const versions = await versionsOf(service, id, signal);
    if (versions.length > 0) return packageMetadata(group, artifact, versions, service.now());
  }
  const plugins = await pluginsOf(service, repository, path.folders.join('.'), signal);
  return plugins.length > 0 ? groupMetadata(plugins) : undefined;
}

async function versionsOf(
  service: Service,
  asked: PackageId,
  signal: AbortSignal,
): Promise<string[]> {
  const found = new Set<string>();
  // What a repository hides stays hidden, whatever those behind it have.
  const hidden = new Set<string>();
  for (const { id, connection } of chain(service, asked)) {
    for (const { name, record } of service.store.versions({ ...asked, ...id }))
      if (record.status !== 'Published') hidden.add(name);
      else if (!hidden.has(name)) found.add(name);
    const outside = await ask(service.upstreams, connection, it =>
      it.versions(asked.namespace ?? '', asked.package, signal),
    );
    for (const version of outside)
      if (!hidden.has(version) && !version.endsWith('-SNAPSHOT')) found.add(version);
  }
  return [...found].sort(compareMavenVersions);
}

async function pluginsOf(
  service: Service,
  repository: RepositoryId,
  group: string,
  signal: AbortSignal,
): Promise<Plugin[]> {
  const found = new Map<string, Plugin>();
  const asked = { ...repository, format: 'maven', namespace: group, package: '' } as const;
  for (const { id, connection } of chain(service, asked)) {
    const put = service.store.data.get(keys.groupPlugins(id, group)) as Plugin[] | undefined;
    for (const it of put ?? []) if (!found.has(it.prefix)) found.set(it.prefix, it);
    const plugins = await ask(service.upstreams, connection, it => it.plugins(group, signal));
    for (const it of plugins) if (!found.has(it.prefix)) found.set(it.prefix, it);
  }
  return [...found.values()];
}

async function ask<T>(
  upstreams: Service['upstreams'],
  connection: string | undefined,
  question: (upstream: Upstream) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const upstream = connection === undefined ? undefined : upstreams(connection);
  try {
    return upstream ? await question(upstream) : [];
  } catch (error) {
    if (error instanceof UpstreamFailed) return [];
    throw error;
  }
}

function snapshotAt(
  service: Service,
  repository: RepositoryId,
  { group, artifact, version }: MetadataPath & { readonly kind: 'snapshot' },
): string | undefined {
  const id = { ...repository, format: 'maven', namespace: group, package: artifact } as const;
  for (const link of chain(service, id)) {
    const record = service.store.version({ ...id, ...link.id, version });
    if (record?.status !== 'Published') continue;
    const files = record.assets.flatMap(it => snapshotFile(it.name, artifact, version));
    return snapshotMetadata(group, artifact, version, files);
  }
  return undefined;
}

/** `y-1.0-20210728.194552-1-sources.jar`: classifier `sources`, extension `jar`. */
function snapshotFile(asset: string, artifact: string, version: string): SnapshotFile[] {
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
