import type { Service } from '../service';
import type { PackageId, RepositoryId } from '../store/records';

/** A repository to search, and its external connection if that may be used. */
export interface SearchedRepository {
  readonly id: RepositoryId;
  readonly connection?: string;
}

/** The maximum number of repositories that a request searches (user guide, quotas). */
const maximumSearchedRepositories = 25;

/**
 * The repositories to search for a package, in order of priority: its own, then the upstreams, each
 * followed by its own upstreams. The search does not go beyond a repository whose origin controls
 * block the package's upstreams.
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
