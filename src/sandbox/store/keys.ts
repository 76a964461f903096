import type { PackageId, RepositoryId, VersionId } from './records';

// Names hold neither `#` nor white space (the service's patterns), and `#` sorts before whatever
// else they commonly hold, so keys sort like tuples: `org` before `org.apache`.

/** Keys of the store. Those that end in `s` are prefixes of all keys of that kind. */
export const keys = {
  domains: () => 'd#',
  domain: (domain: string) => `d#${domain}`,
  /** Bytes of all assets of a domain, each counted once. */
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
  /** How many versions of a domain use a blob, which lives as long as any does. */
  blobCount: (sha256: string, domain: string) => `b#${sha256}#${domain}`,
  /** Checksums that came before their asset. */
  awaitedChecksums: (it: VersionId, asset: string) => `c#${packagePath(it)}#${it.version}#${asset}`,
  /** Prefixes of the plugins of a group, as a client put them. */
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
