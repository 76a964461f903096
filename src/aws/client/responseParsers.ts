import type {
  DomainSummary,
  PackageSummary,
  PackageVersionSummary,
  RepositorySummary as SdkRepositorySummary,
  RepositoryDescription,
  PackageVersionDescription,
} from '@aws-sdk/client-codeartifact';
import type {
  Origin,
  Page,
  RepositoryDetails,
  RepositorySummary,
  VersionDetails,
  VersionSummary,
} from '../../core/codeArtifact';
import type { VersionStatus } from '../../core/coordinates';
import {
  packageFormats,
  patterns,
  type Domain,
  type Package,
  type PackageVersion,
  type Realm,
  type Repository,
} from '../../core/coordinates';
import type { ResponseReader } from './responseReader';

/** The statuses that the API defines. */
export const versionStatuses = [
  'Published',
  'Unfinished',
  'Unlisted',
  'Archived',
  'Disposed',
  'Deleted',
] as const satisfies readonly VersionStatus[];

const knownOrigins = ['INTERNAL', 'EXTERNAL', 'UNKNOWN'] as const satisfies readonly Origin[];

/** A page of `items`. A `nextToken` equal to `usedToken` is dropped, as it would repeat the page forever. */
export function createPage<T>(
  reader: ResponseReader,
  items: readonly T[],
  nextToken: string | undefined,
  usedToken: string | undefined,
): Page<T> {
  const next = reader.optionalText('nextToken', nextToken, /^\S{1,2000}$/);
  return next === undefined || next === usedToken ? { items } : { items, next };
}

/** A domain from a response of `ListDomains`. */
export function parseDomain(
  reader: ResponseReader,
  it: DomainSummary,
  realm: Realm,
  region: string,
): Domain {
  return {
    realm,
    region,
    owner: reader.text('domains.owner', it.owner, patterns.account),
    domain: reader.text('domains.name', it.name, patterns.domain),
  };
}

/** A repository from a response of `ListRepositoriesInDomain`. */
export function parseRepository(
  reader: ResponseReader,
  it: SdkRepositorySummary | RepositoryDescription,
  of: Domain,
): RepositorySummary {
  const description = reader.optionalText('repositories.description', it.description);
  return {
    ...of,
    repository: reader.text('repositories.name', it.name, patterns.repository),
    ...(description !== undefined && { description }),
  };
}

/** A repository from a response of `DescribeRepository`. */
export function parseRepositoryDetails(
  reader: ResponseReader,
  it: RepositoryDescription,
  of: Domain,
): RepositoryDetails {
  return {
    ...parseRepository(reader, it, of),
    upstreams: reader
      .list('upstreams', it.upstreams ?? [])
      .map(({ repositoryName }) =>
        reader.text('upstreams.repositoryName', repositoryName, patterns.repository),
      ),
    externalConnections: reader
      .list('externalConnections', it.externalConnections ?? [])
      .map(({ externalConnectionName }) =>
        reader.text(
          'externalConnections.externalConnectionName',
          externalConnectionName,
          patterns.externalConnection,
        ),
      ),
  };
}

/** A package from a response of `ListPackages`, or undefined if its format is unknown to the extension. */
export function parsePackage(
  reader: ResponseReader,
  it: PackageSummary,
  of: Repository,
): Package | undefined {
  const format = packageFormats.find(known => known === it.format);
  if (!format) return it.format ? undefined : reader.fail('packages.format', it.format);
  const namespace = reader.optionalText('packages.namespace', it.namespace, patterns.name);
  return {
    ...of,
    format,
    ...(namespace !== undefined && { namespace }),
    package: reader.text('packages.package', it.package, patterns.name),
  };
}

/** A version from a response of `ListPackageVersions`. */
export function parseVersionSummary(
  reader: ResponseReader,
  it: PackageVersionSummary,
  of: Package,
): VersionSummary {
  const revision = reader.optionalText('versions.revision', it.revision, patterns.revision);
  return {
    ...of,
    version: reader.text('versions.version', it.version, patterns.name),
    status: reader.oneOf('versions.status', it.status, versionStatuses),
    origin: knownOrigins.find(known => known === it.origin?.originType) ?? 'UNKNOWN',
    ...(revision !== undefined && { revision }),
  };
}

/** A version from a response of `DescribePackageVersion`. */
export function parseVersionDetails(
  reader: ResponseReader,
  it: PackageVersionDescription,
  of: PackageVersion,
): VersionDetails {
  const field = 'packageVersion';
  const optional = {
    revision: reader.optionalText(`${field}.revision`, it.revision, patterns.revision),
    published: it.publishedTime && reader.date(`${field}.publishedTime`, it.publishedTime),
    displayName: reader.optionalText(`${field}.displayName`, it.displayName),
    summary: reader.optionalText(`${field}.summary`, it.summary),
    homePage: reader.optionalText(`${field}.homePage`, it.homePage),
    entryPoint: parseEntryPoint(reader, it),
  };
  if (reader.text(`${field}.version`, it.version) !== of.version)
    return reader.fail(`${field}.version`, it.version);
  return {
    ...of,
    status: reader.oneOf(`${field}.status`, it.status, versionStatuses),
    origin: knownOrigins.find(known => known === it.origin?.originType) ?? 'UNKNOWN',
    licenses: reader
      .list('licenses', it.licenses ?? [])
      .flatMap(({ name, url }) => name ?? url ?? []),
    ...withoutUndefined(optional),
  };
}

function parseEntryPoint(
  reader: ResponseReader,
  { origin }: PackageVersionDescription,
): string | undefined {
  const { repositoryName, externalConnectionName } = origin?.domainEntryPoint ?? {};
  return reader.optionalText('origin.domainEntryPoint', repositoryName ?? externalConnectionName);
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** `values` without undefined properties. */
function withoutUndefined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Defined<T>;
}
