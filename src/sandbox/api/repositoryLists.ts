import type { Service } from '../service';
import { keys } from '../store/keys';
import type { RepositoryRecord } from '../store/records';
import { optional, text } from './field';
import { domainFields, pageFields, rules } from './fields';
import { operation } from './operation';
import { takePage } from './pageTokens';
import { summarise } from './repositories';
import { needDomain, onAnything, onDomain } from './resources';

const repositoryPrefix = optional(text('query', 'repository-prefix', rules.repository));
const defaultPage = 50;

interface ListInput {
  readonly repositoryPrefix?: string | undefined;
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

export const listRepositories = operation({
  name: 'ListRepositories',
  method: 'POST',
  path: '/v1/repositories',
  fields: { repositoryPrefix, ...pageFields },
  permissions: onAnything('ListRepositories'),
  handle: (service, input) =>
    page(
      service,
      `ListRepositories ${input.repositoryPrefix ?? ''}`,
      keys.allRepositories(),
      input,
    ),
});

export const listRepositoriesInDomain = operation({
  name: 'ListRepositoriesInDomain',
  method: 'POST',
  path: '/v1/domain/repositories',
  fields: {
    ...domainFields,
    administratorAccount: optional(text('query', 'administrator-account', rules.account)),
    repositoryPrefix,
    ...pageFields,
  },
  permissions: onDomain('ListRepositoriesInDomain'),
  handle(service, input) {
    needDomain(service, input);
    const { domain, administratorAccount, repositoryPrefix: prefix = '' } = input;
    if ((administratorAccount ?? service.account) !== service.account) return { repositories: [] };
    const list = `ListRepositoriesInDomain ${domain} ${prefix}`;
    return page(service, list, keys.repositories(domain) + prefix, input);
  },
});

function page(service: Service, list: string, prefix: string, input: ListInput) {
  const { pageTokens } = service;
  const found = summaries(service, prefix, pageTokens.read(list, input.nextToken));
  const wanted = input.repositoryPrefix ?? '';
  const { items, last } = takePage(found, input.maxResults ?? defaultPage, it =>
    it.name.startsWith(wanted),
  );
  return {
    repositories: items,
    ...(last !== undefined && { nextToken: pageTokens.make(list, last) }),
  };
}

function* summaries(service: Service, prefix: string, after: string | undefined) {
  for (const [key, value] of service.store.data.scan(prefix, after)) {
    const [, domain = '', repository = ''] = key.split('#');
    const record = value as RepositoryRecord;
    yield [key, summarise(service, { domain, repository }, record)] as const;
  }
}
