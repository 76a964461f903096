/** One change of the source that a test should notice. Lines and columns count from 1. */
export interface Mutant {
  readonly id: string;
  /** Relative to the project, with slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly mutator: string;
  readonly original: string;
  readonly replacement: string;
  /** The whole line that it begins on, without blanks around. */
  readonly code: string;
}

/** What the tests made of a mutant. No test reaches one that is `not covered`. */
export type MutantOutcome = 'killed' | 'timed out' | 'survived' | 'not covered' | 'equivalent';

/** A mutant and what the tests made of it. */
export interface MutantResult {
  readonly mutant: Mutant;
  readonly outcome: MutantOutcome;
}
