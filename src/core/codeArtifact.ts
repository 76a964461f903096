import type { Asset, AssetCoordinates, OriginControls, AssetUpload, PublishedAsset } from './asset';
import type {
  Domain,
  Format,
  Package,
  PackageVersion,
  Repository,
  VersionStatus,
} from './coordinates';
import type { Token } from './token';

/** One page of a list. Pass `next` to get the following page; it is absent on the last page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/** The caller's identity as AWS reports it. */
export interface Identity {
  readonly account: string;
  readonly arn: string;
  /** Whether the credentials are an access key of an IAM user, which does not expire. */
  readonly longLived: boolean;
}

/** A repository in a list. */
export interface RepositorySummary extends Repository {
  readonly description?: string;
}

/** A repository with its upstream repositories and external connections. */
export interface RepositoryDetails extends RepositorySummary {
  /** Names of the direct upstream repositories, in order of priority. */
  readonly upstreams: readonly string[];
  /** Names such as `public:maven-central`. */
  readonly externalConnections: readonly string[];
}

/** Where a package version came from. */
export type Origin = 'INTERNAL' | 'EXTERNAL' | 'UNKNOWN';

/** A package version in a list. */
export interface VersionSummary extends PackageVersion {
  readonly status: VersionStatus;
  readonly origin: Origin;
  readonly revision?: string;
}

/** The metadata of one package version. */
export interface VersionDetails extends VersionSummary {
  readonly published?: Date;
  readonly displayName?: string;
  readonly summary?: string;
  readonly homePage?: string;
  readonly licenses: readonly string[];
  /** The repository that the version was published to, or its external connection. */
  readonly entryPoint?: string;
}

/** Restricts a list of packages. Both prefixes match as the service matches them. */
export interface PackageFilter {
  readonly format?: Format;
  readonly namespacePrefix?: string;
  readonly packagePrefix?: string;
  /** Only packages with this origin control for publishing. */
  readonly publish?: 'ALLOW' | 'BLOCK';
  /** Only packages with this origin control for upstream versions. */
  readonly upstream?: 'ALLOW' | 'BLOCK';
}

/**
 * The CodeArtifact API for one connection. A call connects within 5 s and ends within 30 s, or
 * throws a `Failure`; when `signal` aborts, it rejects with an error for which `isCancelled` is true.
 * `publish` and `download` have no time limit while bytes flow and are not retried.
 */
export interface CodeArtifact {
  /** `sts:GetCallerIdentity`. */
  identity(signal: AbortSignal): Promise<Identity>;
  /** The domains in the caller's account. */
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
  /** The versions of a package, the most recently published first. */
  versions(
    of: Package,
    next: string | undefined,
    signal: AbortSignal,
  ): Promise<Page<VersionSummary>>;
  /** Whether any version, in any status, was published to the repository rather than fetched from upstream. */
  hasInternalVersions(of: Package, signal: AbortSignal): Promise<boolean>;
  version(version: PackageVersion, signal: AbortSignal): Promise<VersionDetails>;
  /** The assets of a version, sorted by name. */
  assets(of: PackageVersion, next: string | undefined, signal: AbortSignal): Promise<Page<Asset>>;
  /** Publishes a file as an asset of a generic package. `onProgress` gets the total of bytes sent so far. */
  publish(
    publication: AssetUpload,
    onProgress: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<PublishedAsset>;
  /**
   * Passes the bytes of an asset to `onChunk`, in order, and awaits the promise it returns. After
   * `download` has settled, `onChunk` is not called again, but its last call may still be running.
   */
  download(
    asset: AssetCoordinates,
    onChunk: (chunk: Uint8Array) => Promise<void> | undefined,
    signal: AbortSignal,
  ): Promise<void>;
  /** Publishes an `Unfinished` version. Throws `conflict`, and changes nothing, for other statuses. */
  finish(version: PackageVersion, signal: AbortSignal): Promise<void>;
  /** Deletes an `Unfinished` version. Throws `conflict`, and changes nothing, for other statuses. */
  discard(version: PackageVersion, signal: AbortSignal): Promise<void>;
  /** The origin controls of a package. Throws `not-found` when the repository never had a version of it. */
  originControls(of: Package, signal: AbortSignal): Promise<OriginControls>;
  /** The repository's endpoint for clients of `format`, with a trailing slash. */
  endpoint(repository: Repository, format: Format, signal: AbortSignal): Promise<string>;
  /**
   * Gets a new token. `tokenSeconds` is 900–43200, or 0 for the rest of the role session. Throws
   * `bad-answer` when the response is not printable ASCII or has already expired.
   */
  token(domain: Domain, tokenSeconds: number, signal: AbortSignal): Promise<Token>;
  /** Closes idle sockets. */
  dispose(): void;
}
