import type { VersionStatus } from './codeArtifact';
import type { PackageVersion } from './coordinates';

/** The hashes that the service keeps of every asset, by the names that its API gives them. */
export const hashNames = ['MD5', 'SHA-1', 'SHA-256', 'SHA-512'] as const;

/** One of `hashNames`. */
export type HashName = (typeof hashNames)[number];

/** Hashes in lower-case hex, as far as they are known. */
export type Hashes = Readonly<Partial<Record<HashName, string>>>;

/** The service's quota for one asset (its user guide). */
export const maxAssetBytes = 5 * 1024 ** 3;

const strongestFirst = ['SHA-256', 'SHA-512', 'SHA-1', 'MD5'] as const satisfies HashName[];

/**
 * Which of the listed hashes tells most surely whether bytes are the same; undefined where none is
 * listed. SHA-256 is as good as SHA-512, and what everybody else compares.
 */
export function strongestHashName(listed: Hashes): HashName | undefined {
  return strongestFirst.find(name => listed[name] !== undefined);
}

/** A file of a version. */
export interface Asset {
  readonly name: string;
  /** Absent where the service does not say. */
  readonly sizeBytes?: number;
  readonly hashes: Hashes;
}

/** One asset of one version. */
export interface AssetCoordinates {
  readonly version: PackageVersion;
  readonly asset: string;
}

/** A file on this machine that is to become an asset of a generic package. */
export interface AssetUpload extends AssetCoordinates {
  /** A regular file; it is opened anew by each call and must not change meanwhile. */
  readonly file: string;
  readonly sizeBytes: number;
  /** Of the file's bytes, in lower-case hex. The service refuses other bytes. */
  readonly sha256: string;
  /** Leaves the version open for more assets; without, this asset publishes it. */
  readonly unfinished: boolean;
}

/** What the service says that it keeps now. */
export interface PublishedAsset {
  readonly asset: Asset;
  readonly status: VersionStatus;
  readonly revision?: string;
}

/** Which way packages may come into a repository: the origin controls of a package. */
export interface OriginControls {
  readonly publish: 'ALLOW' | 'BLOCK';
  readonly upstream: 'ALLOW' | 'BLOCK';
}
