import type { Format } from '../../core/coordinates';
import type { Origin, VersionStatus } from '../../core/codeArtifact';

/** Times are epoch seconds, as the service sends them. */
type EpochSeconds = number;

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** A resource policy and the revision that guards its replacement. */
export interface PolicyRecord {
  readonly document: string;
  readonly revision: string;
}

export interface DomainRecord {
  readonly created: EpochSeconds;
  readonly encryptionKey: string;
  readonly tags: readonly Tag[];
  readonly policy?: PolicyRecord;
}

export interface RepositoryRecord {
  readonly created: EpochSeconds;
  readonly description?: string;
  readonly upstreams: readonly string[];
  readonly externalConnections: readonly string[];
  readonly tags: readonly Tag[];
  readonly policy?: PolicyRecord;
}

/** How versions may be added: published directly, taken from upstream. */
export interface Restrictions {
  readonly publish: 'ALLOW' | 'BLOCK';
  readonly upstream: 'ALLOW' | 'BLOCK';
}

export interface PackageRecord {
  readonly restrictions: Restrictions;
}

export interface AssetRecord {
  readonly name: string;
  readonly size: number;
  readonly md5: string;
  readonly sha1: string;
  readonly sha256: string;
  readonly sha512: string;
}

/** What a version's own metadata (Maven's POM) says of it. */
export interface VersionMetadata {
  readonly displayName?: string;
  readonly summary?: string;
  readonly homePage?: string;
  readonly sourceCodeRepository?: string;
  readonly licenses?: readonly { readonly name?: string; readonly url?: string }[];
}

export interface Dependency {
  readonly namespace?: string;
  readonly package: string;
  readonly dependencyType?: string;
  readonly versionRequirement?: string;
}

/** Where a version entered the domain: a repository it was published to, or an external connection. */
export interface OriginRecord {
  readonly type: Origin;
  readonly repository?: string;
  readonly connection?: string;
}

export interface VersionRecord {
  readonly status: VersionStatus;
  readonly revision: string;
  readonly published?: EpochSeconds;
  readonly origin: OriginRecord;
  readonly assets: readonly AssetRecord[];
  readonly about?: VersionMetadata;
  readonly dependencies?: readonly Dependency[];
  /** Assets whose published checksum was not theirs; while there are any, Maven cannot publish. */
  readonly mismatched?: readonly string[];
}

export interface RepositoryId {
  readonly domain: string;
  readonly repository: string;
}

export interface PackageId extends RepositoryId {
  readonly format: Format;
  readonly namespace?: string;
  readonly package: string;
}

export interface VersionId extends PackageId {
  readonly version: string;
}
