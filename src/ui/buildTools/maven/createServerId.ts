import type { Claims } from '../../../maven/findClaims';
import { domainKey, type Repository } from '../../../core/coordinates';

/**
 * The server id for a repository: `domain-repository`, as the console names it, with owner and region
 * added where that id is another domain's.
 */
export function createServerId(
  { claims, conflicts }: Pick<Claims, 'claims' | 'conflicts'>,
  repository: Repository,
): string {
  const { domain, owner, region, repository: name } = repository;
  const all = [...claims, ...conflicts.flatMap(it => it.claims)];
  const isFree = (id: string) =>
    !all.some(it => it.id === id && domainKey(it.domain) !== domainKey(repository));
  const ids = [
    [domain, name],
    [domain, owner, name],
  ].map(parts => parts.join('-'));
  return ids.find(isFree) ?? [domain, owner, region, name].join('-');
}
