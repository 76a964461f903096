import type { Service } from '../service';
import { keys } from '../store/keys';
import type { RepositoryRecord } from '../store/records';
import { optionalField, stringField } from './field';
import { domainFields, pageFields, textRules } from './fields';
import { defineOperation } from './operation';
import { takePage } from './pageTokens';
import { toRepositorySummary } from './repositories';
import { requireDomain, anyResourcePermission, domainPermission } from './resources';

const repositoryPrefix = optionalField(
  stringField('query', 'repository-prefix', textRules.repository),
);
const defaultPageSize = 50;

interface ListInput {
  readonly repositoryPrefix?: string | undefined;
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

/** Lists the repositories of the account by domain and name. */
export const listRepositories = defineOperation({
  name: 'ListRepositories',
  method: 'POST',
  path: '/v1/repositories',
  fields: { repositoryPrefix, ...pageFields },
  permissions: anyResourcePermission('ListRepositories'),
  handle: (service, input) =>
    createPage(
      service,
      `ListRepositories ${input.repositoryPrefix ?? ''}`,
      keys.allRepositories(),
      input,
    ),
});

/** Lists the repositories of a domain by name. */
export const listRepositoriesInDomain = defineOperation({
  name: 'ListRepositoriesInDomain',
  method: 'POST',
  path: '/v1/domain/repositories',
  fields: {
    ...domainFields,
    administratorAccount: optionalField(
      stringField('query', 'administrator-account', textRules.account),
    ),
    repositoryPrefix,
    ...pageFields,
  },
  permissions: domainPermission('ListRepositoriesInDomain'),
  handle(service, input) {
    requireDomain(service, input);
    const { domain, administratorAccount, repositoryPrefix: prefix = '' } = input;
    if ((administratorAccount ?? service.account) !== service.account) return { repositories: [] };
    const list = `ListRepositoriesInDomain ${domain} ${prefix}`;
    return createPage(service, list, keys.repositories(domain) + prefix, input);
  },
});

function createPage(service: Service, list: string, prefix: string, input: ListInput) {
  const { pageTokens } = service;
  const candidates = scanRepositorySummaries(
    service,
    prefix,
    pageTokens.decode(list, input.nextToken),
  );
  const namePrefix = input.repositoryPrefix ?? '';
  const { items, last } = takePage(candidates, input.maxResults ?? defaultPageSize, it =>
    it.name.startsWith(namePrefix),
  );
  return {
    repositories: items,
    ...(last !== undefined && { nextToken: pageTokens.create(list, last) }),
  };
}

function* scanRepositorySummaries(service: Service, prefix: string, after: string | undefined) {
  for (const [key, value] of service.store.keyValues.scan(prefix, after)) {
    const [, domain = '', repository = ''] = key.split('#');
    const record = value as RepositoryRecord;
    yield [key, toRepositorySummary(service, { domain, repository }, record)] as const;
  }
}
