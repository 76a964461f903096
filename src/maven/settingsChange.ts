import type { Secret } from '../core/secret';

/** Gives every `<server>` of this id the user name `aws` and the token; creates it when missing. */
export interface SetToken {
  readonly kind: 'set-token';
  readonly id: string;
  readonly token: Secret;
}

/**
 * Takes the `<password>` out of every `<server>` of this id that holds a value of ours, with its line;
 * all else stays, the server too. What `isUnchanged` does not accept stays (see `isOurPassword`).
 */
export interface ClearToken {
  readonly kind: 'clear-token';
  readonly id: string;
  readonly isOurs: (text: string) => boolean;
}

/**
 * Which repositories go through ours: everything, everything but loopback and files, Maven Central,
 * or none but itself.
 */
export type MirrorChoice = '*' | 'external:*' | 'central' | 'none';

/**
 * Lets Maven use a repository, in the console's form: a profile that is active by default, with the
 * repository, and a mirror with `mirrorOf`, all named `id`. `pluginRepositories` are added where no
 * mirror covers everything. A mirror that is there keeps its exclusions. The server is
 * `SetToken`'s work.
 */
export interface UseRepository {
  readonly kind: 'use-repository';
  readonly id: string;
  readonly url: string;
  readonly mirrorOf: MirrorChoice;
}

/** Removes every server, mirror and profile (and active profile) of this id. */
export interface RemoveById {
  readonly kind: 'remove';
  readonly id: string;
}

/** Adds `,!repository` to the `mirrorOf` of the mirror `mirror`, so that it lets the repository through. */
export interface ExcludeFromMirror {
  readonly kind: 'exclude-from-mirror';
  readonly mirror: string;
  readonly repository: string;
}

/** Names the profile in `<activeProfiles>`. */
export interface ActivateProfile {
  readonly kind: 'activate-profile';
  readonly id: string;
}

/** One thing to do to a settings.xml. */
export type SettingsChange =
  SetToken | ClearToken | UseRepository | RemoveById | ExcludeFromMirror | ActivateProfile;

/**
 * What the user should be told of an edit:
 * `created-file` · `created-server` · `duplicates-updated`: several servers of this id were
 * updated · `comment-removed`: a comment or instruction inside the value is gone ·
 * `alias`: another server names this id as an alias (Maven 4) · `mirror-shadowed`: a mirror before
 * ours (`by`) takes the repositories that ours was meant for · `repository-shadowed`: a mirror that
 * is not ours (`by`) takes our repository · `value-kept`: undo left a value, because the
 * former one is not known or someone changed it since · `element-kept`: undo left an element that
 * someone changed since · `gone`: undo did not find an element.
 * And the file's warnings, see `SettingsWarning`.
 */
export type EditNoteCode =
  | 'created-file'
  | 'created-server'
  | 'duplicates-updated'
  | 'comment-removed'
  | 'alias'
  | 'mirror-shadowed'
  | 'repository-shadowed'
  | 'value-kept'
  | 'element-kept'
  | 'gone';

/** One note, about the id `subject`. */
export interface EditNote {
  readonly code: EditNoteCode;
  readonly subject: string;
  /** The id of the mirror that is in the way. */
  readonly by?: string;
}

/**
 * Where an element is, from the root on. `key` is the id of an entry, or the text of one without an
 * id (`activeProfile`); `nth` counts entries with the same key, from 0.
 */
export type ElementPath = readonly {
  readonly name: string;
  readonly key?: string;
  readonly nth?: number;
}[];

/**
 * What undo needs of one step. Plain data, never a token. Hashes are SHA-256 in hex.
 * `opened`: `<servers/>` became `<servers></servers>`; `former` is how it ended.
 * `inserted`: an element, with white space around it; `hash` is that of its text without passwords.
 * `set`: an element's value; `hash` is that of the value, `former` the element as it was written,
 * absent where it may have held a secret.
 * `removed`: an element that stood `gap` units behind its sibling before it, as `former` was written.
 */
export type EditStep =
  | { readonly step: 'opened'; readonly at: ElementPath; readonly former: string }
  | {
      readonly step: 'inserted';
      readonly at: ElementPath;
      readonly before: string;
      readonly after: string;
      /** Its parent held nothing but white space before. */
      readonly alone?: true;
      readonly hash: string;
    }
  | {
      readonly step: 'set';
      readonly at: ElementPath;
      readonly former?: string;
      readonly hash: string;
    }
  | {
      readonly step: 'removed';
      readonly from: ElementPath;
      readonly index: number;
      readonly gap: number;
      readonly former: string;
    };

/** Everything that undo needs. Plain data for JSON, never a token. */
export interface EditRecord {
  readonly version: 1;
  /** The file was absent. */
  readonly created: boolean;
  /** SHA-256 (hex) of the file before and after. */
  readonly hashBefore: string;
  readonly hashAfter: string;
  readonly steps: readonly EditStep[];
}

/** What came of an edit. */
export interface EditResult {
  readonly bytes: Uint8Array;
  /** Whether `bytes` differ from what was given. */
  readonly changed: boolean;
  readonly notes: readonly EditNote[];
  /** To undo it; without steps when nothing was changed. */
  readonly record: EditRecord;
}
