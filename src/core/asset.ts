import type { PackageVersion, VersionStatus } from './coordinates';

/** The hash algorithms that CodeArtifact lists for every asset, by their API names. */
export const hashNames = ['MD5', 'SHA-1', 'SHA-256', 'SHA-512'] as const;

/** The API name of a hash algorithm. */
export type HashName = (typeof hashNames)[number];

/** The known hashes of a file, in lower-case hex. */
export type Hashes = Readonly<Partial<Record<HashName, string>>>;

/** The largest asset that CodeArtifact accepts (user guide, "Quotas"). */
export const maxAssetBytes = 5 * 1024 ** 3;

const strongestFirst = ['SHA-256', 'SHA-512', 'SHA-1', 'MD5'] as const satisfies HashName[];

/**
 * The strongest of the listed hashes, or undefined when none is listed. SHA-256 comes first: it is
 * as reliable as SHA-512 here and is the hash that people compare.
 */
export function strongestHashName(listed: Hashes): HashName | undefined {
  return strongestFirst.find(name => listed[name] !== undefined);
}

/** A file of a version. */
export interface Asset {
  readonly name: string;
  /** Absent when the service does not report it. */
  readonly sizeBytes?: number;
  readonly hashes: Hashes;
}

/** Identifies one asset of one package version. */
export interface AssetCoordinates {
  readonly version: PackageVersion;
  readonly asset: string;
}

/** A local file to publish as an asset of a generic package. */
export interface AssetUpload extends AssetCoordinates {
  /** A regular file. Each call opens it again, so it must not change until the upload has ended. */
  readonly file: string;
  readonly sizeBytes: number;
  /** The SHA-256 of the file in lower-case hex. The service rejects content that does not match. */
  readonly sha256: string;
  /** Whether the version stays `Unfinished` and accepts more assets. If false, the version is published. */
  readonly unfinished: boolean;
}

/** What the service reports after it has stored an asset. */
export interface PublishedAsset {
  readonly asset: Asset;
  readonly status: VersionStatus;
  readonly revision?: string;
}

/** The origin controls of a package: whether its versions can be published or come from upstream. */
export interface OriginControls {
  readonly publish: 'ALLOW' | 'BLOCK';
  readonly upstream: 'ALLOW' | 'BLOCK';
}
