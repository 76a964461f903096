import { conflictError, validationError, notFoundError, quotaExceededError } from '../serviceError';
import { epochSeconds, type Service } from '../service';
import type { RepositoryId, RepositoryRecord } from '../store/records';
import { optionalField, stringField } from './field';
import { repositoryFields, textRules, tagsField, upstreamsField } from './fields';
import { defineOperation } from './operation';
import {
  toRepositoryArn,
  requireDomain,
  requireRepository,
  anyResourcePermission,
  repositoryPermission,
  toRepositoryId,
} from './resources';

const descriptionField = optionalField(stringField('body', 'description', textRules.description));
const optionalUpstreamsField = optionalField(upstreamsField);

/** The maximum of direct upstreams of a repository (user guide, quotas). */
const maximumUpstreams = 10;

/** Creates a repository; its upstreams must exist. */
export const createRepository = defineOperation({
  name: 'CreateRepository',
  method: 'POST',
  path: '/v1/repository',
  fields: {
    ...repositoryFields,
    description: descriptionField,
    upstreams: optionalUpstreamsField,
    tags: optionalField(tagsField),
  },
  permissions: (input, service) => [
    ...anyResourcePermission('CreateRepository')(),
    ...downstreamPermissions(service, input, input.upstreams),
  ],
  handle(service, input) {
    requireDomain(service, input);
    const id = toRepositoryId(input);
    const name = `${id.domain}/${id.repository}`;
    if (service.store.repository(id))
      throw conflictError(
        `Repository already exists. Repository '${id.repository}' already exists in domain '${id.domain}'`,
        'repository',
        name,
      );
    checkUpstreams(service, id, input.upstreams ?? []);
    const record: RepositoryRecord = {
      created: epochSeconds(service),
      ...(input.description !== undefined && { description: input.description }),
      upstreams: input.upstreams ?? [],
      externalConnections: [],
      tags: input.tags ?? [],
    };
    service.store.beginTransaction().putRepository(id, record).commit();
    return { repository: toRepositoryDescription(service, id, record) };
  },
});

/** Returns a repository with its upstreams and external connection. */
export const describeRepository = defineOperation({
  name: 'DescribeRepository',
  method: 'GET',
  path: '/v1/repository',
  fields: repositoryFields,
  permissions: repositoryPermission('DescribeRepository'),
  handle: (service, input) => ({
    repository: toRepositoryDescription(
      service,
      toRepositoryId(input),
      requireRepository(service, input),
    ),
  }),
});

/** Changes the description or the upstreams of a repository; omitted members stay. */
export const updateRepository = defineOperation({
  name: 'UpdateRepository',
  method: 'PUT',
  path: '/v1/repository',
  fields: { ...repositoryFields, description: descriptionField, upstreams: optionalUpstreamsField },
  permissions: (input, service) => [
    ...repositoryPermission('UpdateRepository')(input, service),
    ...downstreamPermissions(service, input, input.upstreams),
  ],
  handle(service, input) {
    const stored = requireRepository(service, input);
    const id = toRepositoryId(input);
    if (input.upstreams && input.upstreams.length > 0 && stored.externalConnections.length > 0)
      throw conflictError(
        `Repository '${id.repository}' has an external connection and cannot have upstream repositories`,
        'repository',
        `${id.domain}/${id.repository}`,
      );
    checkUpstreams(service, id, input.upstreams ?? []);
    const record: RepositoryRecord = {
      ...stored,
      ...(input.description !== undefined && { description: input.description }),
      upstreams: input.upstreams ?? stored.upstreams,
    };
    service.store.beginTransaction().putRepository(id, record).commit();
    return { repository: toRepositoryDescription(service, id, record) };
  },
});

/** Deletes a repository with its packages, and removes it from the upstreams of others. */
export const deleteRepository = defineOperation({
  name: 'DeleteRepository',
  method: 'DELETE',
  path: '/v1/repository',
  fields: repositoryFields,
  permissions: repositoryPermission('DeleteRepository'),
  handle(service, input) {
    const record = requireRepository(service, input);
    const id = toRepositoryId(input);
    const transaction = service.store.beginTransaction().deleteRepository(id);
    // Packages that other repositories retained from this one stay there.
    for (const { name, record: other } of service.store.repositories(id.domain))
      if (other.upstreams.includes(id.repository))
        transaction.putRepository(
          { ...id, repository: name },
          { ...other, upstreams: other.upstreams.filter(it => it !== id.repository) },
        );
    transaction.commit();
    return { repository: toRepositoryDescription(service, id, record) };
  },
});

/** The caller needs AssociateWithDownstreamRepository on each repository that becomes an upstream. */
function downstreamPermissions(
  service: Service,
  input: { readonly domain: string; readonly domainOwner?: string | undefined },
  names: readonly string[] | undefined,
) {
  return (names ?? []).flatMap(repository =>
    repositoryPermission('AssociateWithDownstreamRepository')({ ...input, repository }, service),
  );
}

function checkUpstreams(service: Service, id: RepositoryId, names: readonly string[]): void {
  if (names.length > maximumUpstreams)
    throw quotaExceededError(
      `A repository can have at most ${maximumUpstreams} upstream repositories`,
      'repository',
      `${id.domain}/${id.repository}`,
    );
  if (new Set(names).size < names.length)
    throw validationError('An upstream repository is listed twice');
  for (const name of names) {
    if (name === id.repository) throw validationError('A repository cannot be its own upstream');
    const upstream = { domain: id.domain, repository: name };
    if (!service.store.repository(upstream))
      throw notFoundError(
        `Repository not found. Upstream repository '${name}' does not exist in domain '${id.domain}'`,
        'repository',
        `${id.domain}/${name}`,
      );
    if (reachesRepository(service, upstream, id.repository))
      throw validationError(`Upstream repository '${name}' would create a cycle`);
  }
}

function reachesRepository(
  service: Service,
  from: RepositoryId,
  to: string,
  visited = new Set<string>(),
): boolean {
  if (from.repository === to) return true;
  if (visited.has(from.repository)) return false;
  visited.add(from.repository);
  const upstreams = service.store.repository(from)?.upstreams ?? [];
  return upstreams.some(name =>
    reachesRepository(service, { ...from, repository: name }, to, visited),
  );
}

/** The `RepositorySummary` of a repository. */
export function toRepositorySummary(service: Service, id: RepositoryId, record: RepositoryRecord) {
  return {
    name: id.repository,
    administratorAccount: service.account,
    domainName: id.domain,
    domainOwner: service.account,
    arn: toRepositoryArn(service, id),
    ...(record.description !== undefined && { description: record.description }),
    createdTime: record.created,
  };
}

/** The `RepositoryDescription` of a repository. */
export function toRepositoryDescription(
  service: Service,
  id: RepositoryId,
  record: RepositoryRecord,
) {
  return {
    ...toRepositorySummary(service, id, record),
    upstreams: record.upstreams.map(repositoryName => ({ repositoryName })),
    externalConnections: record.externalConnections.map(externalConnectionName => ({
      externalConnectionName,
      packageFormat: externalConnectionFormat(externalConnectionName),
      status: 'Available',
    })),
  };
}

/** The package format of each external connection (user guide, "Supported external connection repositories"). */
const externalConnectionFormats: Readonly<Record<string, string>> = {
  'public:npmjs': 'npm',
  'public:pypi': 'pypi',
  'public:nuget-org': 'nuget',
  'public:ruby-gems-org': 'ruby',
  'public:crates-io': 'cargo',
  'public:maven-central': 'maven',
  'public:maven-googleandroid': 'maven',
  'public:maven-gradleplugins': 'maven',
  'public:maven-commonsware': 'maven',
  'public:maven-clojars': 'maven',
};

/** The package format of an external connection; `undefined` when there is no such connection. */
export function externalConnectionFormat(name: string): string | undefined {
  return externalConnectionFormats[name];
}
