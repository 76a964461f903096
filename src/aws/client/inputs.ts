import type { Domain, Package, Repository } from '../../core/coordinates';

/** The fields with which requests name a domain. */
export function inDomain({ domain, owner }: Domain) {
  return { domain, domainOwner: owner };
}

/** The fields with which requests name a repository. */
export function inRepository(it: Repository) {
  return { ...inDomain(it), repository: it.repository };
}

/** The fields with which requests name a package. */
export function inPackage(it: Package) {
  return {
    ...inRepository(it),
    format: it.format,
    package: it.package,
    ...(it.namespace !== undefined && { namespace: it.namespace }),
  };
}
