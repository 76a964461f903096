import { connectionId } from '../core/connection';
import { domainKey, type Domain } from '../core/coordinates';
import type { RepositoryEndpoint } from '../core/endpoint';
import { distinct } from './each';
import type { Connected, MavenFacts, SettingsFact } from './patient';

/** What there is to say where nothing names a repository. */
export const nothingNamed = 'settings.xml and pom.xml name no repository of CodeArtifact';

const readers = {
  terminal: 'Maven in a terminal',
  'maven-extension': 'Maven for Java',
  'java-extension': 'Language Support for Java',
} as const;

/** Who reads a settings.xml. */
export function readersOf(it: Pick<SettingsFact, 'readers'>): string {
  return it.readers.map(reader => readers[reader]).join(', ');
}

/** How a connection is called. */
export function nameOf({ connection }: Connected): string {
  const user = connection.kind === 'sandbox' ? connection.user : undefined;
  return user === undefined ? connectionId(connection) : `sandbox as ${user}`;
}

/** The domains that Maven's files name and that may be asked, each once. */
export function domainsOf({ claims }: MavenFacts): readonly Domain[] {
  return distinct(
    claims.filter(({ vetted }) => vetted).map(({ domain }) => domain),
    domainKey,
  );
}

/** The domains that only a pom.xml names. */
export function strangersOf({ claims }: MavenFacts): readonly Domain[] {
  const strange = claims.filter(({ vetted }) => !vetted).map(({ domain }) => domain);
  return distinct(strange, domainKey);
}

/** The repositories in the domains that may be asked, each once. */
export function repositoriesOf({ claims }: MavenFacts): readonly RepositoryEndpoint[] {
  const all = claims
    .filter(({ vetted }) => vetted)
    .flatMap(({ said }) => said.map(({ endpoint }) => endpoint));
  return distinct(all, it => `${domainKey(it)}/${it.repository}`);
}
