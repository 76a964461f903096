import { domainArn, packageArn, repositoryArn } from '../../core/arn';
import type { Format } from '../../core/coordinates';
import { invalid, notFound } from '../errors';
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

// From a call's input to the resources that it names: their ARNs, their records, or the service's
// error when there is no such thing.

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

/** The ARN that AWS gives to a domain of this account. */
export function arnOfDomain({ region, account }: Service, it: DomainInput): string {
  return domainArn({ realm, region, owner: it.domainOwner ?? account, domain: it.domain });
}

export function arnOfRepository({ region, account }: Service, it: RepositoryInput): string {
  const { domain, repository } = it;
  return repositoryArn({ realm, region, owner: it.domainOwner ?? account, domain, repository });
}

export function arnOfPackage({ region, account }: Service, it: PackageInput): string {
  return packageArn({
    realm,
    region,
    owner: it.domainOwner ?? account,
    domain: it.domain,
    repository: it.repository,
    format: it.format,
    package: it.package,
    ...(it.namespace === undefined ? {} : { namespace: it.namespace }),
  });
}

/** Permission for `codeartifact:NAME` on a domain; the next ones on a repository, a package, `*`. */
export const onDomain = (name: string) => (it: DomainInput, service: Service) =>
  permit(name, arnOfDomain(service, it));
export const onRepository = (name: string) => (it: RepositoryInput, service: Service) =>
  permit(name, arnOfRepository(service, it));
export const onPackage = (name: string) => (it: PackageInput, service: Service) =>
  permit(name, arnOfPackage(service, it));
export const onAnything = (name: string) => () => permit(name, '*');

function permit(name: string, resource: string): readonly Permission[] {
  return [{ action: `codeartifact:${name}`, resource }];
}

/** The domain's record. */
export function needDomain({ store, account }: Service, it: DomainInput): DomainRecord {
  const owner = it.domainOwner ?? account;
  const record = owner === account ? store.domain(it.domain) : undefined;
  if (record) return record;
  const message = `Domain not found. Domain '${it.domain}' owned by account '${owner}' does not exist`;
  throw notFound(message, 'domain', it.domain);
}

/** The repository's record; the domain is checked too. */
export function needRepository(service: Service, it: RepositoryInput): RepositoryRecord {
  needDomain(service, it);
  const record = service.store.repository(repositoryId(it));
  if (record) return record;
  const message = `Repository not found. Repository '${it.repository}' in domain '${it.domain}' owned by account '${it.domainOwner ?? service.account}' does not exist`;
  throw notFound(message, 'repository', `${it.domain}/${it.repository}`);
}

/** What identifies the repository in the store. */
export function repositoryId({ domain, repository }: RepositoryInput): RepositoryId {
  return { domain, repository };
}

/** What identifies the package in the store, once its repository is there and its namespace fits. */
export function needPackageId(service: Service, it: PackageInput): PackageId {
  needRepository(service, it);
  return packageId(it);
}

const needsNamespace = new Set<Format>(['maven', 'generic', 'swift']);
const hasNoNamespace = new Set<Format>(['pypi', 'nuget', 'ruby', 'cargo']);

function packageId(it: PackageInput): PackageId {
  const { domain, repository, format, namespace } = it;
  if (namespace === undefined && needsNamespace.has(format))
    throw invalid(`Namespace is required for packages of format ${format}`);
  if (namespace !== undefined && hasNoNamespace.has(format))
    throw invalid(`Namespace is not supported for packages of format ${format}`);
  const name = it.package;
  return namespace === undefined
    ? { domain, repository, format, package: name }
    : { domain, repository, format, namespace, package: name };
}

/** The version's record and its key; repository and version must be there. */
export function needVersion(
  service: Service,
  it: PackageInput & { readonly packageVersion: string },
): { readonly id: VersionId; readonly record: VersionRecord } {
  const id = { ...needPackageId(service, it), version: it.packageVersion };
  const record = service.store.version(id);
  if (record) return { id, record };
  throw versionNotFound(id);
}

/** The error for a version that is not in the repository (upstreams are not asked). */
function versionNotFound(id: VersionId): Error {
  const name = displayName(id);
  const message = `Package version not found. Version '${id.version}' of package '${name}' does not exist in repository '${id.repository}'`;
  return notFound(message, 'package-version', `${name}/${id.version}`);
}

/** The error for a package that is not in the repository. */
export function packageNotFound(id: PackageId): Error {
  const name = displayName(id);
  const message = `Package not found. Package '${name}' of format '${id.format}' does not exist in repository '${id.repository}'`;
  return notFound(message, 'package', name);
}

/** A package's name with its namespace, as its format writes it. */
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
