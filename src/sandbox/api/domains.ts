import { conflict } from '../errors';
import { epochSeconds, type Service } from '../service';
import { keys, lastPart } from '../store/keys';
import type { DomainRecord } from '../store/records';
import { integer, optional, text } from './field';
import { domainFields, rules, tagsField } from './fields';
import { operation } from './operation';
import { takePage } from './pageTokens';
import { arnOfDomain, needDomain, onAnything, onDomain } from './resources';

const keyField = optional(text('body', 'encryptionKey', rules.arn));

export const createDomain = operation({
  name: 'CreateDomain',
  method: 'POST',
  path: '/v1/domain',
  fields: { domain: domainFields.domain, encryptionKey: keyField, tags: optional(tagsField) },
  permissions: onAnything('CreateDomain'),
  handle(service, { domain, encryptionKey, tags }) {
    if (service.store.domain(domain))
      throw conflict(
        `Domain already exists. Domain '${domain}' already exists in account '${service.account}'`,
        'domain',
        domain,
      );
    const record: DomainRecord = {
      created: epochSeconds(service),
      encryptionKey: encryptionKey ?? defaultKey(service),
      tags: tags ?? [],
    };
    service.store.draft().putDomain(domain, record).commit();
    return { domain: describe(service, domain, record) };
  },
});

export const describeDomain = operation({
  name: 'DescribeDomain',
  method: 'GET',
  path: '/v1/domain',
  fields: domainFields,
  permissions: onDomain('DescribeDomain'),
  handle: (service, input) => ({
    domain: describe(service, input.domain, needDomain(service, input)),
  }),
});

export const deleteDomain = operation({
  name: 'DeleteDomain',
  method: 'DELETE',
  path: '/v1/domain',
  fields: domainFields,
  permissions: onDomain('DeleteDomain'),
  handle(service, input) {
    // The service's model names no ResourceNotFoundException here: what is gone is gone.
    const { domain } = input;
    const record = service.store.domain(domain);
    if (!record || (input.domainOwner ?? service.account) !== service.account) return {};
    if (service.store.any(keys.repositories(domain)))
      throw conflict(`Domain '${domain}' still contains repositories`, 'domain', domain);
    const description = describe(service, domain, record);
    service.store.draft().deleteDomain(domain).commit();
    return { domain: { ...description, status: 'Deleted' } };
  },
});

export const listDomains = operation({
  name: 'ListDomains',
  method: 'POST',
  path: '/v1/domains',
  fields: {
    maxResults: optional(integer('body', 'maxResults', 1, 1000)),
    nextToken: optional(text('body', 'nextToken', rules.nextToken)),
  },
  permissions: onAnything('ListDomains'),
  handle(service, { maxResults, nextToken }) {
    const { store, pageTokens } = service;
    const after = pageTokens.read('ListDomains', nextToken);
    const found = Array.from(
      store.data.scan(keys.domains(), after),
      ([key, value]) => [key, summary(service, lastPart(key), value as DomainRecord)] as const,
    );
    const { items, last } = takePage(found, maxResults ?? 1000);
    return {
      domains: items,
      ...(last !== undefined && { nextToken: pageTokens.make('ListDomains', last) }),
    };
  },
});

/** The KMS key that AWS would use when none is named; the sandbox encrypts nothing. */
function defaultKey({ region, account }: Service): string {
  return `arn:aws:kms:${region}:${account}:key/00000000-0000-0000-0000-000000000000`;
}

function summary(service: Service, name: string, { created, encryptionKey }: DomainRecord) {
  return {
    name,
    owner: service.account,
    arn: arnOfDomain(service, { domain: name }),
    status: 'Active',
    createdTime: created,
    encryptionKey,
  };
}

function describe(service: Service, name: string, record: DomainRecord) {
  const { store, region } = service;
  return {
    ...summary(service, name, record),
    repositoryCount: [...store.data.scan(keys.repositories(name))].length,
    assetSizeBytes: store.domainBytes(name),
    s3BucketArn: `arn:aws:s3:::assets-${service.account}-${region}`,
  };
}
