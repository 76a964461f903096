/** What a file should become. */
export type NewContent = Uint8Array | 'unchanged' | 'removed';

/** Makes the new content from the present one; undefined is an absent file. May run several times. */
export type FileEdit = (bytes: Uint8Array | undefined) => NewContent | Promise<NewContent>;

/** How a file is replaced. */
export interface ReplaceOptions {
  /** A file that gets the former bytes before the first change of a call; mode 0600, one only. */
  readonly backup?: string;
  /**
   * What to do with a file that has several names or an access control list, which
   * a replacement would lose: `refuse` unless the user said `replace`.
   */
  readonly links?: 'refuse' | 'replace';
  /** Larger files are refused. 16 MiB unless said. */
  readonly maxBytes?: number;
  /** How long to wait for another window's lock. 20,000 unless said. */
  readonly lockMilliseconds?: number;
}

/** What came of it. */
export interface ReplaceResult {
  readonly changed: boolean;
  /** The file that was written, behind all links. */
  readonly path: string;
  /** The permission bits where others than the owner may read the file (never on Windows): offer 0600. */
  readonly readableByOthers?: number;
}

/**
 * Replaces a file's content in one step: whoever reads it sees the old or the new bytes, never
 * anything else, and a change that someone else makes meanwhile is not lost (`edit` runs again on it).
 * All windows take turns by a lock file beside it. Mode and owner are kept, links are followed, a
 * new file is 0600 and a new folder 0700. Nothing is written when `edit` says `unchanged` or
 * returns equal bytes. What `edit` throws is passed on, with the file untouched.
 * Throws `file-unwritable`, `disk-full`, `file-changed` (someone keeps changing it), `file-locked`,
 * `file-unsupported`, `file-unreadable`, all with `file`, `errno` and `reason` in the details.
 */
export function replaceFile(
  path: string,
  edit: FileEdit,
  options: ReplaceOptions,
  signal: AbortSignal,
): Promise<ReplaceResult> {
  throw new Error(`not built yet: ${path} ${typeof edit} ${typeof options} ${typeof signal}`);
}
