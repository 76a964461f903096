/** A test that did not pass, and why. */
export interface Told {
  readonly title: string;
  readonly reason: string;
}

/** What became of the tests of one suite. */
export interface Report {
  readonly passed: number;
  readonly failed: readonly Told[];
  readonly skipped: readonly Told[];
  /** Failed beside other tests, and passed alone. */
  readonly unsteady?: readonly Told[];
}

/** The report of a suite that could not run at all. */
export function notRun(outcome: 'failed' | 'skipped', reason: string): Report {
  const told = [{ title: 'the whole suite', reason }];
  return { passed: 0, failed: [], skipped: [], [outcome]: told };
}

/** Several reports as one. */
export function joined(reports: readonly Report[]): Report {
  return {
    passed: reports.reduce((total, { passed }) => total + passed, 0),
    failed: reports.flatMap(({ failed }) => failed),
    skipped: reports.flatMap(({ skipped }) => skipped),
    unsteady: reports.flatMap(({ unsteady = [] }) => unsteady),
  };
}

/** The line that closes a run: `12 passed, 0 failed, 1 skipped`. */
export function closingLine(reports: readonly Report[]): string {
  const sum = (count: (report: Report) => number) =>
    reports.reduce((total, report) => total + count(report), 0);
  return `${sum(report => report.passed)} passed, ${sum(report => report.failed.length)} failed, ${sum(report => report.skipped.length)} skipped`;
}
