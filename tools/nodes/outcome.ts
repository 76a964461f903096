/** How many tests passed, failed and were skipped. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The outcome that the last closing line of `printed` tells, or one failure where it has none. */
export function parseTestCounts(printed: string): TestCounts {
  const [, passed, failed, skipped] =
    [...printed.matchAll(/^(\d+) passed, (\d+) failed, (\d+) skipped$/gm)].at(-1) ?? [];
  if (passed === undefined) return { passed: 0, failed: 1, skipped: 0 };
  return { passed: Number(passed), failed: Number(failed), skipped: Number(skipped) };
}

/** Several outcomes as one. */
export function sumTestCounts(outcomes: readonly TestCounts[]): TestCounts {
  const sum = (of: (outcome: TestCounts) => number) =>
    outcomes.reduce((all, outcome) => all + of(outcome), 0);
  return {
    passed: sum(it => it.passed),
    failed: sum(it => it.failed),
    skipped: sum(it => it.skipped),
  };
}

/** `outcome` as a closing line. */
export function formatTestCounts({ passed, failed, skipped }: TestCounts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
