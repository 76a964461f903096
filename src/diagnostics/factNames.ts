import { connectionId } from '../core/connection';
import { domainKey, type Domain } from '../core/coordinates';
import type { RepositoryEndpoint } from '../core/endpoint';
import { distinctBy } from './findingsForEach';
import type { ConnectionClient, MavenFacts, SettingsFact } from './diagnosticContext';

/** What there is to say where nothing names a repository. */
export const noRepositoryFound = 'settings.xml and pom.xml name no repository of CodeArtifact';

const readerNames = {
  terminal: 'Maven in a terminal',
  'maven-extension': 'Maven for Java',
  'java-extension': 'Language Support for Java',
} as const;

/** Who reads a settings.xml. */
export function formatReaders(it: Pick<SettingsFact, 'readers'>): string {
  return it.readers.map(reader => readerNames[reader]).join(', ');
}

/** How a connection is called. */
export function connectionDisplayName({ connection }: ConnectionClient): string {
  const user = connection.kind === 'sandbox' ? connection.user : undefined;
  return user === undefined ? connectionId(connection) : `sandbox as ${user}`;
}

/** The domains that Maven's files name and that may be asked, each once. */
export function approvedDomains({ claims }: MavenFacts): readonly Domain[] {
  return distinctBy(
    claims.filter(({ isApproved }) => isApproved).map(({ domain }) => domain),
    domainKey,
  );
}

/** The domains that only a pom.xml names. */
export function unapprovedDomains({ claims }: MavenFacts): readonly Domain[] {
  const unapproved = claims.filter(({ isApproved }) => !isApproved).map(({ domain }) => domain);
  return distinctBy(unapproved, domainKey);
}

/** The repositories in the domains that may be asked, each once. */
export function approvedRepositories({ claims }: MavenFacts): readonly RepositoryEndpoint[] {
  const all = claims
    .filter(({ isApproved }) => isApproved)
    .flatMap(({ sources }) => sources.map(({ endpoint }) => endpoint));
  return distinctBy(all, it => `${domainKey(it)}/${it.repository}`);
}
