import type { PackageId, RepositoryId, VersionId } from './records';

// The API's patterns allow neither `#` nor white space in names, and `#` sorts before the characters
// that names commonly have, so keys sort like tuples: `org` before `org.apache`.

/** The keys of the store. Those named in the plural are the prefixes of all keys of their kind. */
export const keys = {
  domains: () => 'd#',
  domain: (domain: string) => `d#${domain}`,
  /** The total size of the different assets of a domain. */
  domainSize: (domain: string) => `s#${domain}`,
  repositories: (domain: string) => `r#${domain}#`,
  allRepositories: () => 'r#',
  repository: (it: RepositoryId) => `r#${it.domain}#${it.repository}`,
  packages: (it: RepositoryId) => `p#${it.domain}#${it.repository}#`,
  package: (it: PackageId) => `p#${packagePath(it)}`,
  versions: (it: PackageId) => `v#${packagePath(it)}#`,
  versionsOfRepository: (it: RepositoryId) => `v#${it.domain}#${it.repository}#`,
  version: (it: VersionId) => `v#${packagePath(it)}#${it.version}`,
  blobCounts: (sha256: string) => `b#${sha256}#`,
  /** The number of versions in a domain that use a blob; unused blobs are deleted. */
  blobCount: (sha256: string, domain: string) => `b#${sha256}#${domain}`,
  /** Checksums that were uploaded before their asset. */
  awaitedChecksums: (it: VersionId, asset: string) => `c#${packagePath(it)}#${it.version}#${asset}`,
  /** The plugin prefixes of a group, as a client uploaded them. */
  groupPlugins: (it: RepositoryId, group: string) => `g#${it.domain}#${it.repository}#${group}`,
  users: () => 'u#',
  user: (name: string) => `u#${name}`,
  accessKeys: () => 'k#',
  accessKey: (id: string) => `k#${id}`,
};

/** The last part of a key. */
export function lastPart(key: string): string {
  return key.slice(key.lastIndexOf('#') + 1);
}

function packagePath(it: PackageId): string {
  return [it.domain, it.repository, it.format, it.namespace ?? '', it.package].join('#');
}
