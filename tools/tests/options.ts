import { parseArgs } from 'node:util';

/** What `npm test` is asked to do. */
export interface TestOptions {
  /** The suites to run; none means all of them. */
  readonly suites: readonly string[];
  /** Parts of the names of the files to run; none means all of them. */
  readonly filters: readonly string[];
  readonly grep?: string;
  /** A file that fails has failed: no second try. */
  readonly strict: boolean;
  /** How many times everything is run. */
  readonly repeat: number;
  /** Runs only what a change since this commit can affect. */
  readonly changedSince?: string;
  /** Measures which lines of `src` run. */
  readonly coverage: boolean;
}

/** What `npm test -- --help` prints. */
export const usage = `npm test -- [SUITE …] [FILTER …] [options]

Runs the suites (all of them, unless some are named), or only the test files whose
name contains a FILTER.

  --grep TEXT      only tests whose title contains TEXT
  --strict         no second try: a file that fails has failed
  --repeat N       runs everything N times, strictly, and prints a table by file
  --changed        only what the uncommitted changes can affect
  --since COMMIT   only what the changes since COMMIT can affect
  --coverage       measures which lines of src the suites unit, host and interop run`;

/** Reads the arguments of `npm test`. Throws an `Error` that says what is wrong with them. */
export function parseTestOptions(
  args: readonly string[],
  suiteNames: readonly string[],
): TestOptions | 'help' {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      grep: { type: 'string', short: 'g' },
      strict: { type: 'boolean', default: false },
      repeat: { type: 'string' },
      changed: { type: 'boolean', default: false },
      since: { type: 'string' },
      coverage: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const repeat = values.repeat === undefined ? 1 : Number(values.repeat);
  if (!Number.isSafeInteger(repeat) || repeat < 1)
    throw new Error(`--repeat needs a whole number above 0, not '${values.repeat ?? ''}'.`);
  const since = values.since ?? (values.changed ? 'HEAD' : undefined);
  return {
    suites: positionals.filter(name => suiteNames.includes(name)),
    filters: positionals.filter(name => !suiteNames.includes(name)),
    strict: values.strict || repeat > 1,
    repeat,
    coverage: values.coverage,
    ...(values.grep === undefined ? {} : { grep: values.grep }),
    ...(since === undefined ? {} : { changedSince: since }),
  };
}
