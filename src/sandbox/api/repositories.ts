import { conflict, invalid, notFound, quotaExceeded } from '../errors';
import { epochSeconds, type Service } from '../service';
import type { RepositoryId, RepositoryRecord } from '../store/records';
import { optional, text } from './field';
import { repositoryFields, rules, tagsField, upstreamsField } from './fields';
import { operation } from './operation';
import {
  arnOfRepository,
  needDomain,
  needRepository,
  onAnything,
  onRepository,
  repositoryId,
} from './resources';

const description = optional(text('body', 'description', rules.description));
const upstreams = optional(upstreamsField);

/** Direct upstreams that a repository may have (user guide, quotas). */
const maximumUpstreams = 10;

export const createRepository = operation({
  name: 'CreateRepository',
  method: 'POST',
  path: '/v1/repository',
  fields: { ...repositoryFields, description, upstreams, tags: optional(tagsField) },
  permissions: (input, service) => [
    ...onAnything('CreateRepository')(),
    ...downstream(service, input, input.upstreams),
  ],
  handle(service, input) {
    needDomain(service, input);
    const id = repositoryId(input);
    const name = `${id.domain}/${id.repository}`;
    if (service.store.repository(id))
      throw conflict(
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
    service.store.draft().putRepository(id, record).commit();
    return { repository: describeRecord(service, id, record) };
  },
});

export const describeRepository = operation({
  name: 'DescribeRepository',
  method: 'GET',
  path: '/v1/repository',
  fields: repositoryFields,
  permissions: onRepository('DescribeRepository'),
  handle: (service, input) => ({
    repository: describeRecord(service, repositoryId(input), needRepository(service, input)),
  }),
});

export const updateRepository = operation({
  name: 'UpdateRepository',
  method: 'PUT',
  path: '/v1/repository',
  fields: { ...repositoryFields, description, upstreams },
  permissions: (input, service) => [
    ...onRepository('UpdateRepository')(input, service),
    ...downstream(service, input, input.upstreams),
  ],
  handle(service, input) {
    const old = needRepository(service, input);
    const id = repositoryId(input);
    if (input.upstreams && input.upstreams.length > 0 && old.externalConnections.length > 0)
      throw conflict(
        `Repository '${id.repository}' has an external connection and cannot have upstream repositories`,
        'repository',
        `${id.domain}/${id.repository}`,
      );
    checkUpstreams(service, id, input.upstreams ?? []);
    const record: RepositoryRecord = {
      ...old,
      ...(input.description !== undefined && { description: input.description }),
      upstreams: input.upstreams ?? old.upstreams,
    };
    service.store.draft().putRepository(id, record).commit();
    return { repository: describeRecord(service, id, record) };
  },
});

export const deleteRepository = operation({
  name: 'DeleteRepository',
  method: 'DELETE',
  path: '/v1/repository',
  fields: repositoryFields,
  permissions: onRepository('DeleteRepository'),
  handle(service, input) {
    const record = needRepository(service, input);
    const id = repositoryId(input);
    const draft = service.store.draft().deleteRepository(id);
    // What was kept from it stays in the repositories that it was upstream of.
    for (const { name, record: other } of service.store.repositories(id.domain))
      if (other.upstreams.includes(id.repository))
        draft.putRepository(
          { ...id, repository: name },
          { ...other, upstreams: other.upstreams.filter(it => it !== id.repository) },
        );
    draft.commit();
    return { repository: describeRecord(service, id, record) };
  },
});

/** A repository that becomes an upstream must allow it. */
function downstream(
  service: Service,
  input: { readonly domain: string; readonly domainOwner?: string | undefined },
  names: readonly string[] | undefined,
) {
  return (names ?? []).flatMap(repository =>
    onRepository('AssociateWithDownstreamRepository')({ ...input, repository }, service),
  );
}

function checkUpstreams(service: Service, id: RepositoryId, names: readonly string[]): void {
  if (names.length > maximumUpstreams)
    throw quotaExceeded(
      `A repository can have at most ${maximumUpstreams} upstream repositories`,
      'repository',
      `${id.domain}/${id.repository}`,
    );
  if (new Set(names).size < names.length) throw invalid('An upstream repository is listed twice');
  for (const name of names) {
    if (name === id.repository) throw invalid('A repository cannot be its own upstream');
    const upstream = { domain: id.domain, repository: name };
    if (!service.store.repository(upstream))
      throw notFound(
        `Repository not found. Upstream repository '${name}' does not exist in domain '${id.domain}'`,
        'repository',
        `${id.domain}/${name}`,
      );
    if (leadsTo(service, upstream, id.repository))
      throw invalid(`Upstream repository '${name}' would make a cycle`);
  }
}

function leadsTo(
  service: Service,
  from: RepositoryId,
  to: string,
  seen = new Set<string>(),
): boolean {
  if (from.repository === to) return true;
  if (seen.has(from.repository)) return false;
  seen.add(from.repository);
  const upstreams = service.store.repository(from)?.upstreams ?? [];
  return upstreams.some(name => leadsTo(service, { ...from, repository: name }, to, seen));
}

/** A repository as lists show it. */
export function summarise(service: Service, id: RepositoryId, record: RepositoryRecord) {
  return {
    name: id.repository,
    administratorAccount: service.account,
    domainName: id.domain,
    domainOwner: service.account,
    arn: arnOfRepository(service, id),
    ...(record.description !== undefined && { description: record.description }),
    createdTime: record.created,
  };
}

/** A repository with what it is connected to. */
export function describeRecord(service: Service, id: RepositoryId, record: RepositoryRecord) {
  return {
    ...summarise(service, id, record),
    upstreams: record.upstreams.map(repositoryName => ({ repositoryName })),
    externalConnections: record.externalConnections.map(externalConnectionName => ({
      externalConnectionName,
      packageFormat: connectionFormat(externalConnectionName),
      status: 'Available',
    })),
  };
}

/** The format that each external connection brings (user guide, "Supported external connections"). */
const connectionFormats: Readonly<Record<string, string>> = {
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

/** The format of an external connection, or `undefined` when there is none of that name. */
export function connectionFormat(name: string): string | undefined {
  return connectionFormats[name];
}
