import type { Service } from '../service';
import type { PackageId, RepositoryId } from '../store/records';

/** A repository that is searched, and the external connection that it may ask. */
export interface Link {
  readonly id: RepositoryId;
  readonly connection?: string;
}

/** How many repositories one request searches (user guide, quotas). */
const maximumSearched = 25;

/**
 * The repositories that a request to `asked` searches for a package, in order of priority: itself,
 * then its upstreams, each before the next. A package that is blocked from upstream in a repository
 * ends the search behind it.
 */
export function chain(service: Service, asked: PackageId): readonly Link[] {
  const found: Link[] = [];
  const seen = new Set<string>();
  const visit = (repository: string) => {
    if (seen.has(repository) || found.length >= maximumSearched) return;
    seen.add(repository);
    const id = { domain: asked.domain, repository };
    const record = service.store.repository(id);
    if (!record) return;
    const open = service.store.package({ ...asked, repository })?.restrictions.upstream !== 'BLOCK';
    const [connection] = open ? record.externalConnections : [];
    found.push(connection === undefined ? { id } : { id, connection });
    if (open) record.upstreams.forEach(visit);
  };
  visit(asked.repository);
  return found;
}
