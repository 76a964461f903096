import { createHash } from 'node:crypto';
import { conflictError, validationError, notFoundError } from '../serviceError';
import { parsePolicy } from '../iam/policy';
import type { Service } from '../service';
import type { PolicyRecord } from '../store/records';
import { optionalField, stringField, type Field } from './field';
import { domainFields, policyFields, repositoryFields, textRules } from './fields';
import { defineOperation } from './operation';
import {
  toDomainArn,
  toRepositoryArn,
  requireDomain,
  requireRepository,
  domainPermission,
  repositoryPermission,
  toRepositoryId,
} from './resources';

const revisionQueryField = optionalField(
  stringField('query', 'policy-revision', textRules.policyRevision),
);

/** PutDomainPermissionsPolicy takes the domain in the body. */
const domainBodyFields = {
  domain: asBodyField('domain', domainFields.domain),
  domainOwner: asBodyField('domainOwner', domainFields.domainOwner),
};

function asBodyField<T>(name: string, field: Field<T>): Field<T> {
  return { ...field, name, location: 'body' };
}

interface DomainInput {
  readonly domain: string;
  readonly domainOwner?: string | undefined;
}

/** A domain or repository, which can have a policy. */
interface PolicyResource {
  readonly arn: string;
  readonly type: 'domain' | 'repository';
  readonly name: string;
  readonly policy: PolicyRecord | undefined;
  setPolicy(policy: PolicyRecord | undefined): void;
}

/** Sets the policy of a domain. */
export const putDomainPermissionsPolicy = defineOperation({
  name: 'PutDomainPermissionsPolicy',
  method: 'PUT',
  path: '/v1/domain/permissions/policy',
  fields: { ...domainBodyFields, ...policyFields },
  permissions: domainPermission('PutDomainPermissionsPolicy'),
  handle: (service, input) => putPolicy(domainPolicyResource(service, input), input),
});

/** Returns the policy of a domain. */
export const getDomainPermissionsPolicy = defineOperation({
  name: 'GetDomainPermissionsPolicy',
  method: 'GET',
  path: '/v1/domain/permissions/policy',
  fields: domainFields,
  permissions: domainPermission('GetDomainPermissionsPolicy'),
  handle: (service, input) => getPolicy(domainPolicyResource(service, input)),
});

/** Deletes the policy of a domain. */
export const deleteDomainPermissionsPolicy = defineOperation({
  name: 'DeleteDomainPermissionsPolicy',
  method: 'DELETE',
  path: '/v1/domain/permissions/policy',
  fields: { ...domainFields, policyRevision: revisionQueryField },
  permissions: domainPermission('DeleteDomainPermissionsPolicy'),
  handle: (service, input) =>
    deletePolicy(domainPolicyResource(service, input), input.policyRevision),
});

/** Sets the policy of a repository. */
export const putRepositoryPermissionsPolicy = defineOperation({
  name: 'PutRepositoryPermissionsPolicy',
  method: 'PUT',
  path: '/v1/repository/permissions/policy',
  fields: { ...repositoryFields, ...policyFields },
  permissions: repositoryPermission('PutRepositoryPermissionsPolicy'),
  handle: (service, input) => putPolicy(repositoryPolicyResource(service, input), input),
});

/** Returns the policy of a repository. */
export const getRepositoryPermissionsPolicy = defineOperation({
  name: 'GetRepositoryPermissionsPolicy',
  method: 'GET',
  path: '/v1/repository/permissions/policy',
  fields: repositoryFields,
  permissions: repositoryPermission('GetRepositoryPermissionsPolicy'),
  handle: (service, input) => getPolicy(repositoryPolicyResource(service, input)),
});

/** Deletes the policy of a repository. */
export const deleteRepositoryPermissionsPolicy = defineOperation({
  name: 'DeleteRepositoryPermissionsPolicy',
  method: 'DELETE',
  path: '/v1/repository/permissions/policies',
  fields: { ...repositoryFields, policyRevision: revisionQueryField },
  permissions: repositoryPermission('DeleteRepositoryPermissionsPolicy'),
  handle: (service, input) =>
    deletePolicy(repositoryPolicyResource(service, input), input.policyRevision),
});

function domainPolicyResource(service: Service, input: DomainInput): PolicyResource {
  const { policy, ...rest } = requireDomain(service, input);
  return {
    arn: toDomainArn(service, input),
    type: 'domain',
    name: input.domain,
    policy,
    setPolicy: newPolicy =>
      service.store
        .beginTransaction()
        .putDomain(input.domain, { ...rest, ...(newPolicy && { policy: newPolicy }) })
        .commit(),
  };
}

function repositoryPolicyResource(
  service: Service,
  input: DomainInput & { readonly repository: string },
): PolicyResource {
  const { policy, ...rest } = requireRepository(service, input);
  return {
    arn: toRepositoryArn(service, input),
    type: 'repository',
    name: `${input.domain}/${input.repository}`,
    policy,
    setPolicy: newPolicy =>
      service.store
        .beginTransaction()
        .putRepository(toRepositoryId(input), { ...rest, ...(newPolicy && { policy: newPolicy }) })
        .commit(),
  };
}

function putPolicy(
  resource: PolicyResource,
  {
    policyDocument,
    policyRevision,
  }: { policyDocument: string; policyRevision?: string | undefined },
) {
  checkRevision(resource, policyRevision);
  const problem = parsePolicy(policyDocument, true);
  if (typeof problem === 'string') throw validationError(`Invalid policy document: ${problem}`);
  const digest = createHash('sha256').update(
    `${resource.policy?.revision ?? ''}\n${policyDocument}`,
  );
  const policy = { document: policyDocument, revision: digest.digest('base64') };
  resource.setPolicy(policy);
  return toPolicyResult(resource.arn, policy);
}

function getPolicy(resource: PolicyResource) {
  return toPolicyResult(resource.arn, requirePolicy(resource));
}

function deletePolicy(resource: PolicyResource, revision: string | undefined) {
  const policy = requirePolicy(resource);
  checkRevision(resource, revision);
  resource.setPolicy(undefined);
  return toPolicyResult(resource.arn, policy);
}

function requirePolicy({ policy, type, name }: PolicyResource): PolicyRecord {
  if (policy) return policy;
  throw notFoundError(
    `Resource policy not found. The ${type} '${name}' has no permissions policy`,
    type,
    name,
  );
}

function checkRevision({ policy, type, name }: PolicyResource, revision: string | undefined): void {
  if (revision !== undefined && revision !== policy?.revision)
    throw conflictError(`The policy of the ${type} '${name}' has another revision`, type, name);
}

function toPolicyResult(resourceArn: string, { document, revision }: PolicyRecord) {
  return { policy: { resourceArn, revision, document } };
}
