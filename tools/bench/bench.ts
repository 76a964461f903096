import type { Measurement } from './figure';

/** One of the names of `npm run bench NAME`. */
export interface Bench {
  readonly name: string;
  /** The figures that it has, for when it must be skipped as a whole. */
  readonly figures: readonly string[];
  /** Measures in `folder`, which is empty. Rejects with `MissingPrerequisiteError` where this machine lacks the peer. */
  run(folder: string): Promise<readonly Measurement[]>;
}
