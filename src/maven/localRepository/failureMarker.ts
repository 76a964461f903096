/** File access for reading the markers. Paths are absolute. */
export interface LocalRepositoryFiles {
  /**
   * All regular files below `folder`, one folder at a time; links are not followed. A folder that is
   * absent or unreadable has none.
   */
  readonly walk: (folder: string, signal: AbortSignal) => AsyncIterable<FolderListing>;
  /** A file's bytes; undefined when there is none. */
  readonly read: (file: string, signal: AbortSignal) => Promise<Uint8Array | undefined>;
}

/** One folder of the local repository. */
export interface FolderListing {
  readonly folder: string;
  /** Its regular files. */
  readonly files: readonly { readonly name: string; readonly path: string }[];
}

/** Decides which failures belong to CodeArtifact and may be cleared. */
export interface RepositoryMatcher {
  /** Whether a URL is that of a CodeArtifact repository (see `parseRepositoryUrl`). */
  readonly matchesUrl: (url: string) => boolean;
  /** Whether an id belongs to a CodeArtifact repository or mirror (see `findClaims`). */
  readonly matchesId: (id: string) => boolean;
}

/**
 * How a marker is cleared: `delete`: it contains only failures of CodeArtifact, and the artifact is not
 * there · `edit`: only the lines about CodeArtifact are removed.
 */
export type MarkerRemedy = 'delete' | 'edit';

/** The kind of file: `*.lastUpdated`, `resolver-status.properties` or `_remote.repositories`. */
export type MarkerKind = 'last-updated' | 'resolver-status' | 'remote-repositories';

/** A file in which Maven recorded failed downloads from CodeArtifact. */
export interface FailureMarker {
  readonly file: string;
  /** The folder and name of `file`. */
  readonly folder: string;
  readonly name: string;
  readonly kind: MarkerKind;
  readonly remedy: MarkerRemedy;
  /** The number of failures of CodeArtifact in it. */
  readonly failures: number;
  /** Maven's message about the last failure, at most 1000 characters, if it recorded one. */
  readonly message?: string;
  /** Whether one of the failures is a 401 or 403. */
  readonly refused: boolean;
  /** Whether one of the failures is a 403, which a fresh token does not fix. */
  readonly forbidden: boolean;
  /** When the last failure was recorded, in milliseconds since the epoch, if Maven recorded it. */
  readonly notedAt?: number;
}
