import type { Domain, Package, Repository } from '../../core/coordinates';

/** The request parameters that identify a domain. */
export function domainInput({ domain, owner }: Domain) {
  return { domain, domainOwner: owner };
}

/** The request parameters that identify a repository. */
export function repositoryInput(repository: Repository) {
  return { ...domainInput(repository), repository: repository.repository };
}

/** The request parameters that identify a package. */
export function packageInput(it: Package) {
  return {
    ...repositoryInput(it),
    format: it.format,
    package: it.package,
    ...(it.namespace !== undefined && { namespace: it.namespace }),
  };
}
