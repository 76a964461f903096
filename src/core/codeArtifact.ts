import type { Asset, AssetCoordinates, OriginControls, AssetUpload, PublishedAsset } from './asset';
import type { Domain, Format, Package, PackageVersion, Repository } from './coordinates';
import type { Token } from './token';

/** One page of a list. Give `next` back to get the page after it; absent on the last one. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/** Who the service says is calling. */
export interface Identity {
  readonly account: string;
  readonly arn: string;
  /** Whether the access key never expires: one of an IAM user, kept in a file or a variable. */
  readonly longLived: boolean;
}

/** A repository as lists show it. */
export interface RepositorySummary extends Repository {
  readonly description?: string;
}

/** What a repository is connected to. */
export interface RepositoryDetails extends RepositorySummary {
  /** Names of the direct upstream repositories, in order of priority. */
  readonly upstreams: readonly string[];
  /** Names such as `public:maven-central`. */
  readonly externalConnections: readonly string[];
}

/** The statuses that a version can have. */
export type VersionStatus =
  'Published' | 'Unfinished' | 'Unlisted' | 'Archived' | 'Disposed' | 'Deleted';

/** Where a version came from. */
export type Origin = 'INTERNAL' | 'EXTERNAL' | 'UNKNOWN';

/** A version as lists show it. */
export interface VersionSummary extends PackageVersion {
  readonly status: VersionStatus;
  readonly origin: Origin;
  readonly revision?: string;
}

/** What is known of one version. */
export interface VersionDetails extends VersionSummary {
  readonly published?: Date;
  readonly displayName?: string;
  readonly summary?: string;
  readonly homePage?: string;
  readonly licenses: readonly string[];
  /** The repository that it was published to, or the external connection that it came through. */
  readonly entryPoint?: string;
}

/** Which packages a list is about. `namespacePrefix` matches prefixes, as the service does. */
export interface PackageFilter {
  readonly format?: Format;
  readonly namespacePrefix?: string;
  readonly packagePrefix?: string;
  /** Whose versions may be published, and whose may come from upstream, by their origin controls. */
  readonly publish?: 'ALLOW' | 'BLOCK';
  readonly upstream?: 'ALLOW' | 'BLOCK';
}

/**
 * CodeArtifact as one connection sees it. Every call connects within 5 s and answers within 30 s or
 * throws a `Failure`; an aborted `signal` rejects with an error for which `isCancelled` is true. The
 * two that carry the bytes of an asset may take as long as they like while bytes flow, and are tried
 * once: who calls them tries again.
 */
export interface CodeArtifact {
  /** `sts:GetCallerIdentity`. */
  identity(signal: AbortSignal): Promise<Identity>;
  /** The domains that the caller may list, of its own account. */
  domains(next: string | undefined, signal: AbortSignal): Promise<Page<Domain>>;
  repositories(
    domain: Domain,
    next: string | undefined,
    signal: AbortSignal,
  ): Promise<Page<RepositorySummary>>;
  repository(repository: Repository, signal: AbortSignal): Promise<RepositoryDetails>;
  packages(
    repository: Repository,
    filter: PackageFilter,
    next: string | undefined,
    signal: AbortSignal,
  ): Promise<Page<Package>>;
  /** Newest first, as the service sorts by publish time. */
  versions(
    of: Package,
    next: string | undefined,
    signal: AbortSignal,
  ): Promise<Page<VersionSummary>>;
  /** Whether a version of it was published here, and not fetched from upstream; its status is all one. */
  hasInternalVersions(of: Package, signal: AbortSignal): Promise<boolean>;
  version(version: PackageVersion, signal: AbortSignal): Promise<VersionDetails>;
  /** The assets of a version, by name. */
  assets(of: PackageVersion, next: string | undefined, signal: AbortSignal): Promise<Page<Asset>>;
  /** Sends a file as an asset of a generic package. `sent` is told how many bytes went, in all. */
  publish(
    publication: AssetUpload,
    onProgress: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<PublishedAsset>;
  /**
   * Hands the bytes of an asset to `take`, in order, and waits for it where it returns a promise.
   * Once this has settled, `take` is not called again; a call of it may still be under way.
   */
  download(
    asset: AssetCoordinates,
    onChunk: (chunk: Uint8Array) => Promise<void> | undefined,
    signal: AbortSignal,
  ): Promise<void>;
  /** Publishes a version that is `Unfinished`; any other is left alone and a `conflict`. */
  finish(version: PackageVersion, signal: AbortSignal): Promise<void>;
  /** Deletes a version that is `Unfinished`; any other is left alone and a `conflict`. */
  discard(version: PackageVersion, signal: AbortSignal): Promise<void>;
  /** The origin controls of a package; `not-found` where no version of it was ever there. */
  originControls(of: Package, signal: AbortSignal): Promise<OriginControls>;
  /** The URL that clients of `format` use, with a trailing slash. */
  endpoint(repository: Repository, format: Format, signal: AbortSignal): Promise<string>;
  /**
   * A fresh token, checked: printable ASCII and an expiry in the future, else `bad-answer`.
   * `tokenSeconds` is 0 (as long as the role session) or 900–43200.
   */
  token(domain: Domain, tokenSeconds: number, signal: AbortSignal): Promise<Token>;
  /** Closes idle sockets. */
  dispose(): void;
}
