import type { Service } from '../service';
import type { PackageId, RepositoryId } from '../store/records';

/** A repository that is searched, and the external connection that it may ask. */
export interface SearchedRepository {
  readonly id: RepositoryId;
  readonly connection?: string;
}

/** How many repositories one request searches (user guide, quotas). */
const maximumSearchedRepositories = 25;

/**
 * The repositories that a request to `asked` searches for a package, in order of priority: itself,
 * then its upstreams, each before the next. A package that is blocked from upstream in a repository
 * ends the search behind it.
 */
export function resolveSearchOrder(
  service: Service,
  requested: PackageId,
): readonly SearchedRepository[] {
  const found: SearchedRepository[] = [];
  const visited = new Set<string>();
  const visit = (repository: string) => {
    if (visited.has(repository) || found.length >= maximumSearchedRepositories) return;
    visited.add(repository);
    const id = { domain: requested.domain, repository };
    const record = service.store.repository(id);
    if (!record) return;
    const allowsUpstream =
      service.store.package({ ...requested, repository })?.restrictions.upstream !== 'BLOCK';
    const [connection] = allowsUpstream ? record.externalConnections : [];
    found.push(connection === undefined ? { id } : { id, connection });
    if (allowsUpstream) record.upstreams.forEach(visit);
  };
  visit(requested.repository);
  return found;
}
