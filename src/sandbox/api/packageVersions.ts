import { validationError } from '../serviceError';
import type { Service } from '../service';
import { findDefaultVersion } from './findDefaultVersion';
import type { NamedRecord } from '../store/store';
import type { PackageId, VersionRecord } from '../store/records';
import { enumField, optionalField } from './field';
import { packageFields, pageFields, packageVersionStatuses, versionFields } from './fields';
import { defineOperation } from './operation';
import { takePage } from './pageTokens';
import {
  displayName,
  requirePackageId,
  requireVersion,
  packagePermission,
  packageNotFoundError,
} from './resources';

const defaultPageSize = 50;

/** Lists the versions of a package by name, or newest first. */
export const listPackageVersions = defineOperation({
  name: 'ListPackageVersions',
  method: 'POST',
  path: '/v1/package/versions',
  fields: {
    ...packageFields,
    status: optionalField(enumField('query', 'status', packageVersionStatuses)),
    sortBy: optionalField(enumField('query', 'sortBy', ['PUBLISHED_TIME'])),
    originType: optionalField(
      enumField('query', 'originType', ['INTERNAL', 'EXTERNAL', 'UNKNOWN']),
    ),
    ...pageFields,
  },
  permissions: packagePermission('ListPackageVersions'),
  handle(service, input) {
    const id = requirePackageId(service, input);
    if (!service.store.package(id)) throw packageNotFoundError(id);
    const { status, sortBy, originType } = input;
    const all = [...service.store.versions(id)];
    const matching = all.filter(
      ({ record }) =>
        (status === undefined || record.status === status) &&
        (originType === undefined || record.origin.type === originType),
    );
    if (sortBy) matching.sort(compareNewestFirst);
    const list = JSON.stringify(['ListPackageVersions', id, status, sortBy, originType]);
    const { items, last } = versionPage(service, list, matching, input);
    const defaultDisplayVersion = findDefaultVersion(id.format, all);
    return {
      ...packageIdentity(id),
      ...(defaultDisplayVersion !== undefined && { defaultDisplayVersion }),
      versions: items,
      ...(last !== undefined && { nextToken: service.pageTokens.create(list, last) }),
    };
  },
});

/** The page after the version that the token names, wherever that version is in the list now. */
function versionPage(
  service: Service,
  list: string,
  matching: readonly NamedRecord<VersionRecord>[],
  { maxResults, nextToken }: { maxResults?: number | undefined; nextToken?: string | undefined },
) {
  const after = service.pageTokens.decode(list, nextToken);
  const at = after === undefined ? -1 : matching.findIndex(({ name }) => name === after);
  if (after !== undefined && at < 0) throw validationError('Invalid nextToken');
  const rest = matching
    .slice(at + 1)
    .map(({ name, record }) => [name, toVersionSummary(name, record)] as const);
  return takePage(rest, maxResults ?? defaultPageSize);
}

function compareNewestFirst(a: NamedRecord<VersionRecord>, b: NamedRecord<VersionRecord>): number {
  return (b.record.published ?? 0) - (a.record.published ?? 0);
}

function toVersionSummary(version: string, { revision, status, origin }: VersionRecord) {
  return { version, revision, status, origin: toOriginResult(origin) };
}

/** The `PackageVersionOrigin` of an origin. */
function toOriginResult({ type, repository, connection }: VersionRecord['origin']) {
  const domainEntryPoint = {
    ...(repository !== undefined && { repositoryName: repository }),
    ...(connection !== undefined && { externalConnectionName: connection }),
  };
  return { domainEntryPoint, originType: type };
}

/** The members `format`, `namespace` and `package` of a result. */
export function packageIdentity(id: PackageId) {
  return {
    format: id.format,
    ...(id.namespace !== undefined && { namespace: id.namespace }),
    package: id.package,
  };
}

/** Returns a version with the metadata of its POM. */
export const describePackageVersion = defineOperation({
  name: 'DescribePackageVersion',
  method: 'GET',
  path: '/v1/package/version',
  fields: versionFields,
  permissions: packagePermission('DescribePackageVersion'),
  handle(service, input) {
    const { id, record } = requireVersion(service, input);
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
        origin: toOriginResult(record.origin),
      },
    };
  },
});
