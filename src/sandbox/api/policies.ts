import { createHash } from 'node:crypto';
import { conflict, invalid, notFound } from '../errors';
import { parsePolicy } from '../iam/policy';
import type { Service } from '../service';
import type { PolicyRecord } from '../store/records';
import { optional, text, type Field } from './field';
import { domainFields, policyFields, repositoryFields, rules } from './fields';
import { operation } from './operation';
import {
  arnOfDomain,
  arnOfRepository,
  needDomain,
  needRepository,
  onDomain,
  onRepository,
  repositoryId,
} from './resources';

const revisionInQuery = optional(text('query', 'policy-revision', rules.policyRevision));

/** This one call has the domain in its body. */
const domainInBody = {
  domain: inBody('domain', domainFields.domain),
  domainOwner: inBody('domainOwner', domainFields.domainOwner),
};

function inBody<T>(name: string, field: Field<T>): Field<T> {
  return { ...field, name, from: 'body' };
}

interface DomainInput {
  readonly domain: string;
  readonly domainOwner?: string | undefined;
}

/** What carries a policy: a domain or a repository. */
interface Holder {
  readonly arn: string;
  readonly type: 'domain' | 'repository';
  readonly name: string;
  readonly policy: PolicyRecord | undefined;
  set(policy: PolicyRecord | undefined): void;
}

export const putDomainPermissionsPolicy = operation({
  name: 'PutDomainPermissionsPolicy',
  method: 'PUT',
  path: '/v1/domain/permissions/policy',
  fields: { ...domainInBody, ...policyFields },
  permissions: onDomain('PutDomainPermissionsPolicy'),
  handle: (service, input) => put(domainHolder(service, input), input),
});

export const getDomainPermissionsPolicy = operation({
  name: 'GetDomainPermissionsPolicy',
  method: 'GET',
  path: '/v1/domain/permissions/policy',
  fields: domainFields,
  permissions: onDomain('GetDomainPermissionsPolicy'),
  handle: (service, input) => get(domainHolder(service, input)),
});

export const deleteDomainPermissionsPolicy = operation({
  name: 'DeleteDomainPermissionsPolicy',
  method: 'DELETE',
  path: '/v1/domain/permissions/policy',
  fields: { ...domainFields, policyRevision: revisionInQuery },
  permissions: onDomain('DeleteDomainPermissionsPolicy'),
  handle: (service, input) => remove(domainHolder(service, input), input.policyRevision),
});

export const putRepositoryPermissionsPolicy = operation({
  name: 'PutRepositoryPermissionsPolicy',
  method: 'PUT',
  path: '/v1/repository/permissions/policy',
  fields: { ...repositoryFields, ...policyFields },
  permissions: onRepository('PutRepositoryPermissionsPolicy'),
  handle: (service, input) => put(repositoryHolder(service, input), input),
});

export const getRepositoryPermissionsPolicy = operation({
  name: 'GetRepositoryPermissionsPolicy',
  method: 'GET',
  path: '/v1/repository/permissions/policy',
  fields: repositoryFields,
  permissions: onRepository('GetRepositoryPermissionsPolicy'),
  handle: (service, input) => get(repositoryHolder(service, input)),
});

export const deleteRepositoryPermissionsPolicy = operation({
  name: 'DeleteRepositoryPermissionsPolicy',
  method: 'DELETE',
  path: '/v1/repository/permissions/policies',
  fields: { ...repositoryFields, policyRevision: revisionInQuery },
  permissions: onRepository('DeleteRepositoryPermissionsPolicy'),
  handle: (service, input) => remove(repositoryHolder(service, input), input.policyRevision),
});

function domainHolder(service: Service, input: DomainInput): Holder {
  const { policy, ...rest } = needDomain(service, input);
  return {
    arn: arnOfDomain(service, input),
    type: 'domain',
    name: input.domain,
    policy,
    set: now =>
      service.store
        .draft()
        .putDomain(input.domain, { ...rest, ...(now && { policy: now }) })
        .commit(),
  };
}

function repositoryHolder(
  service: Service,
  input: DomainInput & { readonly repository: string },
): Holder {
  const { policy, ...rest } = needRepository(service, input);
  return {
    arn: arnOfRepository(service, input),
    type: 'repository',
    name: `${input.domain}/${input.repository}`,
    policy,
    set: now =>
      service.store
        .draft()
        .putRepository(repositoryId(input), { ...rest, ...(now && { policy: now }) })
        .commit(),
  };
}

function put(
  holder: Holder,
  {
    policyDocument,
    policyRevision,
  }: { policyDocument: string; policyRevision?: string | undefined },
) {
  checkRevision(holder, policyRevision);
  const problem = parsePolicy(policyDocument, true);
  if (typeof problem === 'string') throw invalid(`Invalid policy document: ${problem}`);
  const digest = createHash('sha256').update(`${holder.policy?.revision ?? ''}\n${policyDocument}`);
  const policy = { document: policyDocument, revision: digest.digest('base64') };
  holder.set(policy);
  return shown(holder.arn, policy);
}

function get(holder: Holder) {
  return shown(holder.arn, needPolicy(holder));
}

function remove(holder: Holder, revision: string | undefined) {
  const policy = needPolicy(holder);
  checkRevision(holder, revision);
  holder.set(undefined);
  return shown(holder.arn, policy);
}

function needPolicy({ policy, type, name }: Holder): PolicyRecord {
  if (policy) return policy;
  throw notFound(
    `Resource policy not found. The ${type} '${name}' has no permissions policy`,
    type,
    name,
  );
}

function checkRevision({ policy, type, name }: Holder, revision: string | undefined): void {
  if (revision !== undefined && revision !== policy?.revision)
    throw conflict(`The policy of the ${type} '${name}' has another revision`, type, name);
}

function shown(resourceArn: string, { document, revision }: PolicyRecord) {
  return { policy: { resourceArn, revision, document } };
}
