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
  VersionStatus,
  VersionSummary,
} from '../../core/codeArtifact';
import {
  formats,
  patterns,
  type Domain,
  type Package,
  type PackageVersion,
  type Realm,
  type Repository,
} from '../../core/coordinates';
import type { Answer } from './answer';

/** The statuses that the API knows. */
export const statuses = [
  'Published',
  'Unfinished',
  'Unlisted',
  'Archived',
  'Disposed',
  'Deleted',
] as const satisfies readonly VersionStatus[];

const origins = ['INTERNAL', 'EXTERNAL', 'UNKNOWN'] as const satisfies readonly Origin[];

/** A page of `items`. A `next` that repeats the one just used would list the same page for ever. */
export function pageOf<T>(
  answer: Answer,
  items: readonly T[],
  nextToken: string | undefined,
  used: string | undefined,
): Page<T> {
  const next = answer.optionalText('nextToken', nextToken, /^\S{1,2000}$/);
  return next === undefined || next === used ? { items } : { items, next };
}

/** A domain, as `ListDomains` tells of it. */
export function domain(answer: Answer, it: DomainSummary, realm: Realm, region: string): Domain {
  return {
    realm,
    region,
    owner: answer.text('domains.owner', it.owner, patterns.account),
    domain: answer.text('domains.name', it.name, patterns.domain),
  };
}

/** A repository, as `ListRepositoriesInDomain` tells of it. */
export function repository(
  answer: Answer,
  it: SdkRepositorySummary | RepositoryDescription,
  of: Domain,
): RepositorySummary {
  const description = answer.optionalText('repositories.description', it.description);
  return {
    ...of,
    repository: answer.text('repositories.name', it.name, patterns.repository),
    ...(description !== undefined && { description }),
  };
}

/** A repository, as `DescribeRepository` tells of it. */
export function repositoryDetails(
  answer: Answer,
  it: RepositoryDescription,
  of: Domain,
): RepositoryDetails {
  return {
    ...repository(answer, it, of),
    upstreams: answer
      .list('upstreams', it.upstreams ?? [])
      .map(({ repositoryName }) =>
        answer.text('upstreams.repositoryName', repositoryName, patterns.repository),
      ),
    externalConnections: answer
      .list('externalConnections', it.externalConnections ?? [])
      .map(({ externalConnectionName }) =>
        answer.text(
          'externalConnections.externalConnectionName',
          externalConnectionName,
          patterns.externalConnection,
        ),
      ),
  };
}

/** A package, or undefined when it is of a format that came after this was written. */
export function packageOf(answer: Answer, it: PackageSummary, of: Repository): Package | undefined {
  const format = formats.find(known => known === it.format);
  if (!format) return it.format ? undefined : answer.refuse('packages.format', it.format);
  const namespace = answer.optionalText('packages.namespace', it.namespace, patterns.name);
  return {
    ...of,
    format,
    ...(namespace !== undefined && { namespace }),
    package: answer.text('packages.package', it.package, patterns.name),
  };
}

/** A version, as `ListPackageVersions` tells of it. */
export function versionSummary(
  answer: Answer,
  it: PackageVersionSummary,
  of: Package,
): VersionSummary {
  const revision = answer.optionalText('versions.revision', it.revision, patterns.revision);
  return {
    ...of,
    version: answer.text('versions.version', it.version, patterns.name),
    status: answer.oneOf('versions.status', it.status, statuses),
    origin: origins.find(known => known === it.origin?.originType) ?? 'UNKNOWN',
    ...(revision !== undefined && { revision }),
  };
}

/** A version, as `DescribePackageVersion` tells of it. */
export function versionDetails(
  answer: Answer,
  it: PackageVersionDescription,
  of: PackageVersion,
): VersionDetails {
  const field = 'packageVersion';
  const optional = {
    revision: answer.optionalText(`${field}.revision`, it.revision, patterns.revision),
    published: it.publishedTime && answer.date(`${field}.publishedTime`, it.publishedTime),
    displayName: answer.optionalText(`${field}.displayName`, it.displayName),
    summary: answer.optionalText(`${field}.summary`, it.summary),
    homePage: answer.optionalText(`${field}.homePage`, it.homePage),
    entryPoint: entryPoint(answer, it),
  };
  if (answer.text(`${field}.version`, it.version) !== of.version)
    return answer.refuse(`${field}.version`, it.version);
  return {
    ...of,
    status: answer.oneOf(`${field}.status`, it.status, statuses),
    origin: origins.find(known => known === it.origin?.originType) ?? 'UNKNOWN',
    licenses: answer
      .list('licenses', it.licenses ?? [])
      .flatMap(({ name, url }) => name ?? url ?? []),
    ...defined(optional),
  };
}

function entryPoint(answer: Answer, { origin }: PackageVersionDescription): string | undefined {
  const { repositoryName, externalConnectionName } = origin?.domainEntryPoint ?? {};
  return answer.optionalText('origin.domainEntryPoint', repositoryName ?? externalConnectionName);
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** `values` without what is undefined. */
function defined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Defined<T>;
}
