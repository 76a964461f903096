import type { FileIdentity } from '../../files/fileIdentity';

/** What a walk may find at most. Whatever is above is a problem of the plan. */
export interface PlanLimits {
  /** Files, folders and links together. */
  readonly entries: number;
  /** Bytes of all files together, before compression. */
  readonly bytes: number;
  /** Folders within each other. */
  readonly depth: number;
}

/** What a walk takes and leaves. */
export interface PlanOptions {
  /**
   * A folder in the archive that holds everything, `maven-3.9.9`. Without it the contents of a single
   * folder lie at the archive's top, so that equal folders of different names make equal archives.
   */
  readonly topFolder?: string;
  /** Whether `.gitignore` counts; `.codeartifactignore` always does. True unless said. */
  readonly gitIgnore?: boolean;
  /** Archive paths of files that look like secrets and that the person wants in the archive. */
  readonly confirmedSecrets?: readonly string[];
  /** Files on the disk that are known to hold tokens, whatever they are called. */
  readonly tokenFiles?: readonly string[];
  readonly limits?: Partial<PlanLimits>;
}

/** Something that goes into the archive. */
export type PlanEntry =
  | { readonly kind: 'folder'; readonly path: string }
  | {
      readonly kind: 'file';
      /** In the archive: with `/`, relative, without a `/` at its end. */
      readonly path: string;
      /** Where it lies on the disk. */
      readonly source: string;
      readonly executable: boolean;
      readonly identity: FileIdentity;
    }
  | {
      readonly kind: 'link';
      readonly path: string;
      readonly source: string;
      /** Where it leads in the archive: relative to its folder, with `/`. */
      readonly target: string;
      /** The target as the disk has it, to see a change. */
      readonly rawTarget: string;
    };

/**
 * Why something does not go into the archive. `secret` alone can be confirmed
 * (`PlanOptions.confirmedSecrets`); `ignored` and `build-output` end with a `!` line in
 * `.codeartifactignore`.
 */
export type ExclusionReason =
  | 'version-control'
  | 'build-output'
  | 'ignored'
  | 'clutter'
  | 'secret'
  | 'link-outside'
  | 'link-loop'
  | 'link-broken'
  | 'link-left-out'
  | 'special-file';

/** Something that does not go into the archive. */
export interface ExcludedEntry {
  /** As it would be called in the archive. A folder stands for all that it holds. */
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'link' | 'special';
  readonly reason: ExclusionReason;
  /** Bytes of the file, or of all files in the folder; undefined where counting would take long. */
  readonly bytes?: number;
  /**
   * More about the reason: the line that ignores it (`lib/.gitignore:3: *.jar`), the target of a link,
   * or the rule by which the content shows a secret.
   */
  readonly rule?: string;
  /** The line of the file that shows a secret, 1-based. */
  readonly line?: number;
}

/** Why a folder cannot be packed at all. */
export type PlanProblemKind =
  | 'empty'
  | 'unreadable'
  | 'absent'
  | 'special-root'
  | 'too-many'
  | 'too-large'
  | 'too-deep'
  | 'name-not-portable'
  | 'names-collide';

/** A problem that must be solved before anything is packed. */
export interface PlanProblem {
  readonly kind: PlanProblemKind;
  /** In the archive, or on the disk where it has no name in the archive. */
  readonly path: string;
  /** Plain English, without a full stop. */
  readonly reason: string;
}

/** Something that is packed as it is, and keeps the archive from being unpacked on Windows. */
export interface PlanWarning {
  /** In the archive. */
  readonly path: string;
  /** Plain English, without a full stop. */
  readonly reason: string;
}

/** What an archive will hold, and what not. */
export interface ArchivePlan {
  /** Sorted by the bytes of their paths. */
  readonly entries: readonly PlanEntry[];
  readonly files: number;
  /** Bytes of all files. */
  readonly bytes: number;
  /** Sorted by path. */
  readonly excluded: readonly ExcludedEntry[];
  /** `packArchive` refuses a plan that has any. At most 100 are listed. */
  readonly problems: readonly PlanProblem[];
  /** Sorted by path. */
  readonly warnings: readonly PlanWarning[];
}
