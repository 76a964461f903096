import { domainArn, packageArn, repositoryArn } from '../../core/arn';
import type { Format } from '../../core/coordinates';
import { validationError, notFoundError } from '../serviceError';
import type { Service } from '../service';
import type {
  DomainRecord,
  PackageId,
  RepositoryId,
  RepositoryRecord,
  VersionId,
  VersionRecord,
} from '../store/records';
import type { Permission } from './operation';

interface DomainInput {
  readonly domain: string;
  readonly domainOwner?: string | undefined;
}

interface RepositoryInput extends DomainInput {
  readonly repository: string;
}

interface PackageInput extends RepositoryInput {
  readonly format: Format;
  readonly namespace?: string | undefined;
  readonly package: string;
}

const realm = 'aws';

/** The ARN of a domain. */
export function toDomainArn({ region, account }: Service, input: DomainInput): string {
  return domainArn({ realm, region, owner: input.domainOwner ?? account, domain: input.domain });
}

/** The ARN of a repository. */
export function toRepositoryArn({ region, account }: Service, input: RepositoryInput): string {
  const { domain, repository } = input;
  return repositoryArn({ realm, region, owner: input.domainOwner ?? account, domain, repository });
}

/** The ARN of a package. */
export function toPackageArn({ region, account }: Service, input: PackageInput): string {
  return packageArn({
    realm,
    region,
    owner: input.domainOwner ?? account,
    domain: input.domain,
    repository: input.repository,
    format: input.format,
    package: input.package,
    ...(input.namespace === undefined ? {} : { namespace: input.namespace }),
  });
}

/** The permission `codeartifact:NAME` on a domain. */
export const domainPermission = (name: string) => (input: DomainInput, service: Service) =>
  createPermissions(name, toDomainArn(service, input));
/** The permission `codeartifact:NAME` on a repository. */
export const repositoryPermission = (name: string) => (it: RepositoryInput, service: Service) =>
  createPermissions(name, toRepositoryArn(service, it));
/** The permission `codeartifact:NAME` on a package. */
export const packagePermission = (name: string) => (input: PackageInput, service: Service) =>
  createPermissions(name, toPackageArn(service, input));
/** The permission `codeartifact:NAME` on `*`, for actions without a resource type. */
export const anyResourcePermission = (name: string) => () => createPermissions(name, '*');

function createPermissions(name: string, resource: string): readonly Permission[] {
  return [{ action: `codeartifact:${name}`, resource }];
}

/** The record of a domain. Throws a ResourceNotFoundException when it does not exist. */
export function requireDomain({ store, account }: Service, input: DomainInput): DomainRecord {
  const owner = input.domainOwner ?? account;
  const record = owner === account ? store.domain(input.domain) : undefined;
  if (record) return record;
  const message = `Domain not found. Domain '${input.domain}' owned by account '${owner}' does not exist`;
  throw notFoundError(message, 'domain', input.domain);
}

/** The record of a repository. Throws a ResourceNotFoundException when it or its domain does not exist. */
export function requireRepository(service: Service, it: RepositoryInput): RepositoryRecord {
  requireDomain(service, it);
  const record = service.store.repository(toRepositoryId(it));
  if (record) return record;
  const message = `Repository not found. Repository '${it.repository}' in domain '${it.domain}' owned by account '${it.domainOwner ?? service.account}' does not exist`;
  throw notFoundError(message, 'repository', `${it.domain}/${it.repository}`);
}

/** The identifier of a repository in the store. */
export function toRepositoryId({ domain, repository }: RepositoryInput): RepositoryId {
  return { domain, repository };
}

/**
 * The identifier of a package in the store; the package itself need not exist. Throws a
 * ResourceNotFoundException when its repository does not exist, and a ValidationException when the
 * format requires a namespace or has none.
 */
export function requirePackageId(service: Service, input: PackageInput): PackageId {
  requireRepository(service, input);
  return toPackageId(input);
}

const formatsRequiringNamespace = new Set<Format>(['maven', 'generic', 'swift']);
const formatsWithoutNamespace = new Set<Format>(['pypi', 'nuget', 'ruby', 'cargo']);

function toPackageId(it: PackageInput): PackageId {
  const { domain, repository, format, namespace } = it;
  if (namespace === undefined && formatsRequiringNamespace.has(format))
    throw validationError(`Namespace is required for packages of format ${format}`);
  if (namespace !== undefined && formatsWithoutNamespace.has(format))
    throw validationError(`Namespace is not supported for packages of format ${format}`);
  const name = it.package;
  return namespace === undefined
    ? { domain, repository, format, package: name }
    : { domain, repository, format, namespace, package: name };
}

/** The identifier and record of a version. Throws a ResourceNotFoundException when it does not exist. */
export function requireVersion(
  service: Service,
  input: PackageInput & { readonly packageVersion: string },
): { readonly id: VersionId; readonly record: VersionRecord } {
  const id = { ...requirePackageId(service, input), version: input.packageVersion };
  const record = service.store.version(id);
  if (record) return { id, record };
  throw versionNotFoundError(id);
}

/** The error for a version that is not in the repository itself; upstreams do not count. */
function versionNotFoundError(id: VersionId): Error {
  const name = displayName(id);
  const message = `Package version not found. Version '${id.version}' of package '${name}' does not exist in repository '${id.repository}'`;
  return notFoundError(message, 'package-version', `${name}/${id.version}`);
}

/** The error for a package that is not in the repository. */
export function packageNotFoundError(id: PackageId): Error {
  const name = displayName(id);
  const message = `Package not found. Package '${name}' of format '${id.format}' does not exist in repository '${id.repository}'`;
  return notFoundError(message, 'package', name);
}

/** The name of a package with its namespace, in the notation of its format. */
export function displayName({ format, namespace, package: name }: PackageId): string {
  if (namespace === undefined) return name;
  switch (format) {
    case 'maven':
      return `${namespace}:${name}`;
    case 'npm':
      return `@${namespace}/${name}`;
    default:
      return `${namespace}/${name}`;
  }
}
