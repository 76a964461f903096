import type { Secret } from '../core/secret';

/** Sets the user name `aws` and the token in every `<server>` with this id; creates one if there is none. */
export interface SetToken {
  readonly kind: 'set-token';
  readonly id: string;
  readonly token: Secret;
}

/**
 * Removes the `<password>` element, with its line, from every `<server>` with this id whose password
 * `isOurs` accepts (see `isOurPassword`). The server itself stays.
 */
export interface ClearToken {
  readonly kind: 'clear-token';
  readonly id: string;
  readonly isOurs: (text: string) => boolean;
}

/**
 * Which repositories the mirror replaces: all of them, all except localhost and `file:` URLs, Maven
 * Central, or none (no mirror is written).
 */
export type MirrorChoice = '*' | 'external:*' | 'central' | 'none';

/**
 * Configures a repository the way the AWS console does: a profile that is active by default and
 * contains the repository, and a mirror with `mirrorOf`, all with the id `id`. `pluginRepositories` are
 * added unless the mirror covers everything. An existing mirror keeps its exclusions. The server is
 * written by `SetToken`.
 */
export interface UseRepository {
  readonly kind: 'use-repository';
  readonly id: string;
  readonly url: string;
  readonly mirrorOf: MirrorChoice;
}

/** Removes every server, mirror, profile and active profile with this id. */
export interface RemoveById {
  readonly kind: 'remove';
  readonly id: string;
}

/** Adds `,!repository` to the `mirrorOf` of the mirror `mirror`, so that it no longer replaces the repository. */
export interface ExcludeFromMirror {
  readonly kind: 'exclude-from-mirror';
  readonly mirror: string;
  readonly repository: string;
}

/** Lists the profile in `<activeProfiles>`. */
export interface ActivateProfile {
  readonly kind: 'activate-profile';
  readonly id: string;
}

/** A change to a settings.xml. */
export type SettingsChange =
  SetToken | ClearToken | UseRepository | RemoveById | ExcludeFromMirror | ActivateProfile;

/**
 * What to report about an edit or an undo:
 * `created-file` · `created-server` · `duplicates-updated`: several servers with this id were
 * updated · `comment-removed`: a comment or processing instruction inside the value was removed ·
 * `alias`: another server lists this id as an alias (Maven 4) · `mirror-shadowed`: an earlier mirror
 * (`by`) applies to Maven Central instead of ours · `repository-shadowed`: another mirror (`by`)
 * replaces our repository · `value-kept`: undo kept a value because the previous one is unknown or the
 * value changed since · `element-kept`: undo kept an element that changed since · `gone`: undo did not
 * find an element.
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

/** A note about an edit or an undo. */
export interface EditNote {
  readonly code: EditNoteCode;
  /** An id, or the name of an element or file. */
  readonly subject: string;
  /** The id of the mirror or server that causes the note. */
  readonly by?: string;
}

/**
 * The path to an element from the root. `key` is the id of a list entry, or its text where entries have
 * no id (`activeProfile`); `nth` counts entries with the same key, from 0.
 */
export type ElementPath = readonly {
  readonly name: string;
  readonly key?: string;
  readonly nth?: number;
}[];

/**
 * One step of an edit, as undo needs it: plain data that never contains a token. Hashes are SHA-256 in
 * hex.
 * `opened`: `<servers/>` became `<servers></servers>`; `former` is the end of the original tag.
 * `inserted`: an element and the white space around it; `hash` is of its text without passwords.
 * `set`: the value of an element; `hash` is of the new value, `former` is the source of the original
 * element, absent if it may have contained a secret.
 * `removed`: an element that started `gap` units after the sibling before it; `former` is its source.
 */
export type EditStep =
  | { readonly step: 'opened'; readonly at: ElementPath; readonly former: string }
  | {
      readonly step: 'inserted';
      readonly at: ElementPath;
      readonly before: string;
      readonly after: string;
      /** Whether its parent contained only white space before. */
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

/** Everything that undo needs, as JSON data that never contains a token. */
export interface EditRecord {
  readonly version: 1;
  /** Whether the edit created the file. */
  readonly created: boolean;
  /** SHA-256 (hex) of the file before and after the edit. */
  readonly hashBefore: string;
  readonly hashAfter: string;
  readonly steps: readonly EditStep[];
}

/** The result of an edit. */
export interface EditResult {
  readonly bytes: Uint8Array;
  /** Whether `bytes` differ from the input. */
  readonly changed: boolean;
  readonly notes: readonly EditNote[];
  /** Undoes the edit; has no steps if nothing changed. */
  readonly record: EditRecord;
}
