/** The most that an archive may unpack to. An archive above a limit is refused as a whole. */
export interface UnpackLimits {
  /** The size of all files together, in bytes. */
  readonly bytes: number;
  /** The number of files, folders and links. */
  readonly entries: number;
  /** The number of folders within each other. */
  readonly depth: number;
}

/** The result of unpacking an archive. */
export interface UnpackedArchive {
  readonly folder: string;
  readonly files: number;
  /** The size of all files together. */
  readonly bytes: number;
  readonly warnings: readonly UnpackWarning[];
}

/** Something that was unpacked and that an editor, git or a build runs on its own. */
export interface UnpackWarning {
  readonly kind: 'editor-settings' | 'git-hooks' | 'build-extension';
  /** Relative to the unpacked folder, with `/`. */
  readonly path: string;
}

/** An entry as the archive describes it: names are unchecked, numbers are valid. */
export interface RawTarEntry {
  readonly kind: 'file' | 'folder' | 'link' | 'hard-link';
  readonly path: string;
  /** Where a link leads; empty for other kinds. */
  readonly target: string;
  readonly bytes: number;
  readonly mode: number;
}

/** An entry with a safe name: relative, with `/`, without `.`, `..` and a trailing `/`. */
export interface SafeEntry {
  readonly kind: RawTarEntry['kind'];
  /** Empty for the folder that contains everything. */
  readonly path: string;
  /** For a link, relative to its folder; for a hard link, a path like `path`; otherwise empty. */
  readonly target: string;
  readonly bytes: number;
  readonly executable: boolean;
}
