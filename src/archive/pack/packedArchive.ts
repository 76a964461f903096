/**
 * How hard to compress: `balanced` is close to gzip's default level, `fast` stores data that hardly
 * shrinks, and `small` takes much longer for less than one percent.
 */
export type Compression = 'fast' | 'balanced' | 'small';

/** Where and how to pack. */
export interface PackOptions {
  readonly compression: Compression;
  /** An existing folder with enough free space for the archive. */
  readonly temporaryFolder: string;
  /** The largest archive allowed. Defaults to the largest asset that CodeArtifact accepts. */
  readonly maxBytes?: number;
}

/** A `.tar.gz` in a temporary file that only its owner can read. */
export interface PackedArchive {
  readonly path: string;
  readonly bytes: number;
  /** The size of the uncompressed tar. */
  readonly tarBytes: number;
  /** The SHA-256 of the file: 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  /** Deletes the file. Never throws; can be called twice. */
  dispose(): Promise<void>;
}
