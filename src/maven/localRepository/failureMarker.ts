/** What the markers are read through. Paths are absolute. */
export interface LocalRepositoryFiles {
  /**
   * All regular files below `folder`, in batches of one folder each; links are not followed. An
   * absent or closed folder has none.
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

/** Tells what is ours to heal. */
export interface RepositoryMatcher {
  /** Whether a repository URL is CodeArtifact's (see `parseRepositoryUrl`). */
  readonly matchesUrl: (url: string) => boolean;
  /** Whether an id belongs to a CodeArtifact repository or mirror (see `findClaims`). */
  readonly matchesId: (id: string) => boolean;
}

/**
 * How a marker can be healed: `delete`: all it holds are failures of ours, and the artifact is not
 * there · `edit`: something else is in it, only our lines go.
 */
export type MarkerRemedy = 'delete' | 'edit';

/** Which of Maven's files it is. */
export type MarkerKind = 'last-updated' | 'resolver-status' | 'remote-repositories';

/** A file in which Maven noted failures of ours. */
export interface FailureMarker {
  readonly file: string;
  /** Where it lies, and its name there. */
  readonly folder: string;
  readonly name: string;
  readonly kind: MarkerKind;
  readonly remedy: MarkerRemedy;
  /** How many failures of ours it notes. */
  readonly failures: number;
  /** The words of the last failure of ours, where Maven kept them. Never with credentials. */
  readonly message?: string;
  /** Whether one of them was a refusal: 401 or 403. */
  readonly refused: boolean;
  /** Whether one of them was a 403, which a fresh token alone does not end. */
  readonly forbidden: boolean;
  /** When the last of them was noted, in milliseconds since the epoch, where Maven kept it. */
  readonly notedAt?: number;
}
