/**
 * What undo needs to know of one step of an edit. It never contains a token; `hash` is the SHA-256
 * (hex) of the value.
 * - `added`: a line was added, with the line ends `before` and `after` around it.
 * - `set`: the value of the `nth` definition of the name (from 0) was replaced. `before` was inserted
 *   in front of the value. `former` is the raw text of the old value, absent if it may be a secret.
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

/** What undo needs to know of an edit, as plain data for JSON. It never contains a token. */
export interface PropertyEditRecord {
  readonly version: 1;
  readonly name: string;
  /** Whether the file was absent before. */
  readonly created: boolean;
  /** SHA-256 (hex) of the file before and after. */
  readonly hashBefore: string;
  readonly hashAfter: string;
  readonly steps: readonly PropertyEditStep[];
}

/**
 * What an edit or its undo did:
 * - `created-file`, `added-line`: the file or the line did not exist before.
 * - `duplicates-updated`: the name was defined several times, and all definitions were updated.
 * - `value-kept`: a value stays, because the former one is not known or someone changed it since.
 * - `gone`: the line to remove does not exist any more.
 */
export type PropertyNoteCode =
  'created-file' | 'added-line' | 'duplicates-updated' | 'value-kept' | 'gone';

/** The result of an edit. */
export interface PropertyEditResult {
  readonly bytes: Uint8Array;
  /** Whether `bytes` differ from the input. */
  readonly changed: boolean;
  readonly notes: readonly PropertyNoteCode[];
  /** What undo needs. It has no steps if nothing changed. */
  readonly record: PropertyEditRecord;
}

/** The result of a removal or an undo. `bytes` is undefined if the edit created the file and it must be deleted. */
export interface PropertyRemovalResult {
  readonly bytes: Uint8Array | undefined;
  readonly changed: boolean;
  readonly notes: readonly PropertyNoteCode[];
}
