import { conflictError } from '../serviceError';
import { epochSeconds, type Service } from '../service';
import { keys, lastPart } from '../store/keys';
import type { DomainRecord } from '../store/records';
import { integerField, optionalField, stringField } from './field';
import { domainFields, textRules, tagsField } from './fields';
import { defineOperation } from './operation';
import { takePage } from './pageTokens';
import { toDomainArn, requireDomain, anyResourcePermission, domainPermission } from './resources';

const encryptionKeyField = optionalField(stringField('body', 'encryptionKey', textRules.arn));

/** Creates a domain. */
export const createDomain = defineOperation({
  name: 'CreateDomain',
  method: 'POST',
  path: '/v1/domain',
  fields: {
    domain: domainFields.domain,
    encryptionKey: encryptionKeyField,
    tags: optionalField(tagsField),
  },
  permissions: anyResourcePermission('CreateDomain'),
  handle(service, { domain, encryptionKey, tags }) {
    if (service.store.domain(domain))
      throw conflictError(
        `Domain already exists. Domain '${domain}' already exists in account '${service.account}'`,
        'domain',
        domain,
      );
    const record: DomainRecord = {
      created: epochSeconds(service),
      encryptionKey: encryptionKey ?? defaultEncryptionKey(service),
      tags: tags ?? [],
    };
    service.store.beginTransaction().putDomain(domain, record).commit();
    return { domain: toDomainDescription(service, domain, record) };
  },
});

/** Returns a domain with its number of repositories and the size of its assets. */
export const describeDomain = defineOperation({
  name: 'DescribeDomain',
  method: 'GET',
  path: '/v1/domain',
  fields: domainFields,
  permissions: domainPermission('DescribeDomain'),
  handle: (service, input) => ({
    domain: toDomainDescription(service, input.domain, requireDomain(service, input)),
  }),
});

/** Deletes a domain without repositories; succeeds when there is no such domain. */
export const deleteDomain = defineOperation({
  name: 'DeleteDomain',
  method: 'DELETE',
  path: '/v1/domain',
  fields: domainFields,
  permissions: domainPermission('DeleteDomain'),
  handle(service, input) {
    // The API model has no ResourceNotFoundException for DeleteDomain.
    const { domain } = input;
    const record = service.store.domain(domain);
    if (!record || (input.domainOwner ?? service.account) !== service.account) return {};
    if (service.store.hasKeys(keys.repositories(domain)))
      throw conflictError(`Domain '${domain}' still contains repositories`, 'domain', domain);
    const description = toDomainDescription(service, domain, record);
    service.store.beginTransaction().deleteDomain(domain).commit();
    return { domain: { ...description, status: 'Deleted' } };
  },
});

/** Lists the domains of the account by name. */
export const listDomains = defineOperation({
  name: 'ListDomains',
  method: 'POST',
  path: '/v1/domains',
  fields: {
    maxResults: optionalField(integerField('body', 'maxResults', 1, 1000)),
    nextToken: optionalField(stringField('body', 'nextToken', textRules.nextToken)),
  },
  permissions: anyResourcePermission('ListDomains'),
  handle(service, { maxResults, nextToken }) {
    const { store, pageTokens } = service;
    const after = pageTokens.decode('ListDomains', nextToken);
    const summaries = Array.from(
      store.keyValues.scan(keys.domains(), after),
      ([key, value]) =>
        [key, toDomainSummary(service, lastPart(key), value as DomainRecord)] as const,
    );
    const { items, last } = takePage(summaries, maxResults ?? 1000);
    return {
      domains: items,
      ...(last !== undefined && { nextToken: pageTokens.create('ListDomains', last) }),
    };
  },
});

/** The ARN of the default KMS key, as AWS returns it; the sandbox does not encrypt. */
function defaultEncryptionKey({ region, account }: Service): string {
  return `arn:aws:kms:${region}:${account}:key/00000000-0000-0000-0000-000000000000`;
}

function toDomainSummary(service: Service, name: string, { created, encryptionKey }: DomainRecord) {
  return {
    name,
    owner: service.account,
    arn: toDomainArn(service, { domain: name }),
    status: 'Active',
    createdTime: created,
    encryptionKey,
  };
}

function toDomainDescription(service: Service, name: string, record: DomainRecord) {
  const { store, region } = service;
  return {
    ...toDomainSummary(service, name, record),
    repositoryCount: [...store.keyValues.scan(keys.repositories(name))].length,
    assetSizeBytes: store.domainBytes(name),
    s3BucketArn: `arn:aws:s3:::assets-${service.account}-${region}`,
  };
}
