/**
 * What undo needs of one step. Plain data, never a token. `hash` is SHA-256 (hex) of the value.
 * `added`: a line, with the line ends put before and behind it. `set`: the value of the `nth`
 * definition of the name, from 0; `before` was put in front of it; `former` is its raw text, absent
 * where it may have held a secret.
 */
export type PropertyEditStep =
  | {
      readonly step: 'added';
      readonly before: string;
      readonly after: string;
      readonly hash: string;
    }
  | {
      readonly step: 'set';
      readonly nth: number;
      readonly before: string;
      readonly former?: string;
      readonly hash: string;
    };

/** Everything that undo needs. Plain data for JSON, never a token. */
export interface PropertyEditRecord {
  readonly version: 1;
  readonly name: string;
  /** The file was absent. */
  readonly created: boolean;
  /** SHA-256 (hex) of the file before and after. */
  readonly hashBefore: string;
  readonly hashAfter: string;
  readonly steps: readonly PropertyEditStep[];
}

/**
 * What the user should be told:
 * `created-file` · `added-line` · `duplicates-updated`: the name was defined several times, all were
 * updated · `value-kept`: undo left a value, because the former one is not known or someone changed
 * it since · `gone`: undo did not find the line.
 */
export type PropertyNoteCode =
  'created-file' | 'added-line' | 'duplicates-updated' | 'value-kept' | 'gone';

/** What came of an edit. */
export interface PropertyEditResult {
  readonly bytes: Uint8Array;
  /** Whether `bytes` differ from what was given. */
  readonly changed: boolean;
  readonly notes: readonly PropertyNoteCode[];
  /** To undo it; without steps when nothing was changed. */
  readonly record: PropertyEditRecord;
}

/** What came of a removal or an undo. `bytes` is undefined where the file should go: we made it. */
export interface PropertyRemovalResult {
  readonly bytes: Uint8Array | undefined;
  readonly changed: boolean;
  readonly notes: readonly PropertyNoteCode[];
}
