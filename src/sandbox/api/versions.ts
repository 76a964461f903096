import { invalid } from '../errors';
import type { Service } from '../service';
import { defaultVersion } from '../maven/versionOrder';
import type { Named } from '../store/store';
import type { PackageId, VersionRecord } from '../store/records';
import { choice, optional } from './field';
import { packageFields, pageFields, statuses, versionFields } from './fields';
import { operation } from './operation';
import { takePage } from './pageTokens';
import { displayName, needPackageId, needVersion, onPackage, packageNotFound } from './resources';

const defaultPage = 50;

export const listPackageVersions = operation({
  name: 'ListPackageVersions',
  method: 'POST',
  path: '/v1/package/versions',
  fields: {
    ...packageFields,
    status: optional(choice('query', 'status', statuses)),
    sortBy: optional(choice('query', 'sortBy', ['PUBLISHED_TIME'])),
    originType: optional(choice('query', 'originType', ['INTERNAL', 'EXTERNAL', 'UNKNOWN'])),
    ...pageFields,
  },
  permissions: onPackage('ListPackageVersions'),
  handle(service, input) {
    const id = needPackageId(service, input);
    if (!service.store.package(id)) throw packageNotFound(id);
    const { status, sortBy, originType } = input;
    const all = [...service.store.versions(id)];
    const wanted = all.filter(
      ({ record }) =>
        (status === undefined || record.status === status) &&
        (originType === undefined || record.origin.type === originType),
    );
    if (sortBy) wanted.sort(newestFirst);
    const list = JSON.stringify(['ListPackageVersions', id, status, sortBy, originType]);
    const { items, last } = versionPage(service, list, wanted, input);
    const display = defaultVersion(id.format, all);
    return {
      ...identity(id),
      ...(display !== undefined && { defaultDisplayVersion: display }),
      versions: items,
      ...(last !== undefined && { nextToken: service.pageTokens.make(list, last) }),
    };
  },
});

/** The page after the version that the token names, wherever that is in the order now. */
function versionPage(
  service: Service,
  list: string,
  wanted: readonly Named<VersionRecord>[],
  { maxResults, nextToken }: { maxResults?: number | undefined; nextToken?: string | undefined },
) {
  const after = service.pageTokens.read(list, nextToken);
  const at = after === undefined ? -1 : wanted.findIndex(({ name }) => name === after);
  if (after !== undefined && at < 0) throw invalid('Invalid nextToken');
  const rest = wanted
    .slice(at + 1)
    .map(({ name, record }) => [name, summary(name, record)] as const);
  return takePage(rest, maxResults ?? defaultPage);
}

function newestFirst(a: Named<VersionRecord>, b: Named<VersionRecord>): number {
  return (b.record.published ?? 0) - (a.record.published ?? 0);
}

function summary(version: string, { revision, status, origin }: VersionRecord) {
  return { version, revision, status, origin: shownOrigin(origin) };
}

/** An origin as the service shows it. */
function shownOrigin({ type, repository, connection }: VersionRecord['origin']) {
  const domainEntryPoint = {
    ...(repository !== undefined && { repositoryName: repository }),
    ...(connection !== undefined && { externalConnectionName: connection }),
  };
  return { domainEntryPoint, originType: type };
}

/** Format, namespace and package, as several answers repeat them. */
export function identity(id: PackageId) {
  return {
    format: id.format,
    ...(id.namespace !== undefined && { namespace: id.namespace }),
    package: id.package,
  };
}

export const describePackageVersion = operation({
  name: 'DescribePackageVersion',
  method: 'GET',
  path: '/v1/package/version',
  fields: versionFields,
  permissions: onPackage('DescribePackageVersion'),
  handle(service, input) {
    const { id, record } = needVersion(service, input);
    return {
      packageVersion: {
        format: id.format,
        ...(id.namespace !== undefined && { namespace: id.namespace }),
        packageName: id.package,
        displayName: record.about?.displayName ?? displayName(id),
        version: id.version,
        summary: record.about?.summary,
        homePage: record.about?.homePage,
        sourceCodeRepository: record.about?.sourceCodeRepository,
        publishedTime: record.published,
        licenses: record.about?.licenses ?? [],
        revision: record.revision,
        status: record.status,
        origin: shownOrigin(record.origin),
      },
    };
  },
});
