import type { Domain, Package, Repository } from '../../core/coordinates';

/** The fields with which requests name a domain. */
export function domainInput({ domain, owner }: Domain) {
  return { domain, domainOwner: owner };
}

/** The fields with which requests name a repository. */
export function repositoryInput(it: Repository) {
  return { ...domainInput(it), repository: it.repository };
}

/** The fields with which requests name a package. */
export function packageInput(it: Package) {
  return {
    ...repositoryInput(it),
    format: it.format,
    package: it.package,
    ...(it.namespace !== undefined && { namespace: it.namespace }),
  };
}
