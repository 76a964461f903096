import type { Format } from '../../core/coordinates';
import type { Origin } from '../../core/codeArtifact';
import type { VersionStatus } from '../../core/coordinates';

/** Times are epoch seconds, as in the API. */
type EpochSeconds = number;

/** A tag of a domain or repository. */
export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** A resource policy and its revision, which a change can require. */
export interface PolicyRecord {
  readonly document: string;
  readonly revision: string;
}

/** The stored state of a domain. */
export interface DomainRecord {
  readonly created: EpochSeconds;
  readonly encryptionKey: string;
  readonly tags: readonly Tag[];
  readonly policy?: PolicyRecord;
}

/** The stored state of a repository. */
export interface RepositoryRecord {
  readonly created: EpochSeconds;
  readonly description?: string;
  readonly upstreams: readonly string[];
  readonly externalConnections: readonly string[];
  readonly tags: readonly Tag[];
  readonly policy?: PolicyRecord;
}

/** The origin controls of a package: whether versions may be published or come from upstream. */
export interface Restrictions {
  readonly publish: 'ALLOW' | 'BLOCK';
  readonly upstream: 'ALLOW' | 'BLOCK';
}

/** The stored state of a package. */
export interface PackageRecord {
  readonly restrictions: Restrictions;
}

/** An asset of a version. The digests are in hex. */
export interface AssetRecord {
  readonly name: string;
  readonly size: number;
  readonly md5: string;
  readonly sha1: string;
  readonly sha256: string;
  readonly sha512: string;
}

/** The metadata of a version from its POM. */
export interface VersionMetadata {
  readonly displayName?: string;
  readonly summary?: string;
  readonly homePage?: string;
  readonly sourceCodeRepository?: string;
  readonly licenses?: readonly { readonly name?: string; readonly url?: string }[];
}

/** A dependency of a version from its POM. */
export interface Dependency {
  readonly namespace?: string;
  readonly package: string;
  readonly dependencyType?: string;
  readonly versionRequirement?: string;
}

/** How a version entered the domain: by publishing to a repository, or through an external connection. */
export interface OriginRecord {
  readonly type: Origin;
  readonly repository?: string;
  readonly connection?: string;
}

/** The stored state of a package version. */
export interface VersionRecord {
  readonly status: VersionStatus;
  readonly revision: string;
  readonly published?: EpochSeconds;
  readonly origin: OriginRecord;
  readonly assets: readonly AssetRecord[];
  readonly about?: VersionMetadata;
  readonly dependencies?: readonly Dependency[];
  /** The assets whose uploaded checksum is wrong; while there are any, Maven cannot publish the version. */
  readonly mismatched?: readonly string[];
}

/** Identifies a repository. */
export interface RepositoryId {
  readonly domain: string;
  readonly repository: string;
}

/** Identifies a package of a repository. */
export interface PackageId extends RepositoryId {
  readonly format: Format;
  readonly namespace?: string;
  readonly package: string;
}

/** Identifies a version of a package. */
export interface VersionId extends PackageId {
  readonly version: string;
}
