/** A test that ran. */
export interface RanTest {
  /** Its bundle. */
  readonly file: string;
  /** With the titles of its suites. */
  readonly title: string;
  readonly milliseconds: number;
}

/** What each test reached in a run without a mutant. */
export interface TestReach {
  readonly tests: readonly RanTest[];
  readonly failed: readonly Pick<RanTest, 'file' | 'title'>[];
  /** By the identifier of a mutant, the indices of the tests that ran it. */
  readonly byTests: Readonly<Record<string, readonly number[]>>;
  /** By the identifier of a mutant, the files that ran it outside of their tests. */
  readonly byFiles: Readonly<Record<string, readonly string[]>>;
}

/** What a process of its own does with some bundled test files. */
export type TestRun =
  | { readonly files: readonly string[]; readonly reachFile: string }
  /** Runs the tests that have one of `titles`, or all, until one fails. */
  | { readonly files: readonly string[]; readonly titles?: readonly string[] };

/** For one test. Longer than in `npm test`, as other mutants run at the same time. */
export const testTimeoutMilliseconds = 20_000;
