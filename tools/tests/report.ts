/** A test that did not pass, and why. */
export interface TestProblem {
  readonly title: string;
  readonly reason: string;
}

/** The results of the tests in one file. */
export interface FileReport {
  /** The file's path in its suite, without ending: `maven/readPom`. */
  readonly file: string;
  readonly passed: number;
  readonly failed: readonly TestProblem[];
  readonly skipped: readonly TestProblem[];
  readonly milliseconds: number;
  /** The failures of the first try, where the second one passed. */
  readonly flaky?: readonly TestProblem[];
}

/** The results of a run, one entry for each file. */
export type Report = readonly FileReport[];

/** The `file` of a result that belongs to no test file: the process ended early, say. */
export const wholeSuite = 'the whole suite';

/** The report of a suite that could not run. */
export function notRunReport(outcome: 'failed' | 'skipped', reason: string): Report {
  const problems = [{ title: wholeSuite, reason }];
  const counts = { passed: 0, failed: [], skipped: [], milliseconds: 0 };
  return [{ file: wholeSuite, ...counts, [outcome]: problems }];
}

/** Every failed test of `report`. */
export function listFailures(report: Report): TestProblem[] {
  return report.flatMap(({ failed }) => failed);
}

/** The files of `report` that passed at the second try only. */
export function flakyFiles(report: Report): FileReport[] {
  return report.filter(({ flaky = [] }) => flaky.length > 0);
}

/** The line that closes a run: `12 passed, 0 failed, 1 skipped`. */
export function formatSummaryLine(report: Report): string {
  const sum = (count: (file: FileReport) => number) =>
    report.reduce((total, file) => total + count(file), 0);
  const [passed, failed, skipped] = [
    sum(file => file.passed),
    sum(file => file.failed.length),
    sum(file => file.skipped.length),
  ];
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
