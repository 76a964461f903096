import { connectionId } from '../core/connection';
import { domainKey, type Domain } from '../core/coordinates';
import type { RepositoryEndpoint } from '../core/endpoint';
import { distinctBy } from './findingsForEach';
import type { ConnectionClient, MavenFacts } from './diagnosticContext';

/** The name of a connection in findings. */
export function connectionDisplayName({ connection }: ConnectionClient): string {
  const user = connection.kind === 'sandbox' ? connection.user : undefined;
  return user === undefined ? connectionId(connection) : `sandbox as ${user}`;
}

/** The distinct domains in Maven's files that the user approved. */
export function approvedDomains({ claims }: MavenFacts): readonly Domain[] {
  return distinctBy(
    claims.filter(({ isApproved }) => isApproved).map(({ domain }) => domain),
    domainKey,
  );
}

/** The distinct domains that only a pom.xml names. */
export function unapprovedDomains({ claims }: MavenFacts): readonly Domain[] {
  const unapproved = claims.filter(({ isApproved }) => !isApproved).map(({ domain }) => domain);
  return distinctBy(unapproved, domainKey);
}

/** The distinct repositories in approved domains. */
export function approvedRepositories({ claims }: MavenFacts): readonly RepositoryEndpoint[] {
  const all = claims
    .filter(({ isApproved }) => isApproved)
    .flatMap(({ sources }) => sources.flatMap(({ endpoint }) => endpoint ?? []));
  return distinctBy(all, endpoint => `${domainKey(endpoint)}/${endpoint.repository}`);
}
