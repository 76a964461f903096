import { listFailures, type TestProblem, type Report } from './report';

/** The result of a run, by the suite's name. */
export type Reports = ReadonlyMap<string, Report>;

/** Lists problems by their reason, so that fifty tests that lack one program are one entry. */
export function formatProblems(
  heading: string,
  reports: Reports,
  choose: (report: Report) => readonly TestProblem[],
): string {
  const titles = new Map<string, string[]>();
  for (const [suite, report] of reports)
    for (const { title, reason } of choose(report))
      titles.set(reason, [...(titles.get(reason) ?? []), `  ${suite}: ${title}`]);
  const entries = [...titles].map(
    ([reason, lines]) => `${lines.join('\n')}\n      ${reason.replaceAll('\n', '\n      ')}`,
  );
  return entries.length === 0 ? '' : `\n${heading}:\n${entries.join('\n')}`;
}

/** A row for each file that was run several times: how often it passed, failed or was skipped, and its seconds. */
export function formatRepeatTable(rounds: readonly Reports[]): string {
  const files = new Map<string, { outcomes: string[]; seconds: number[] }>();
  for (const reports of rounds)
    for (const [suite, report] of reports)
      for (const file of report) {
        const name = `${suite}/${file.file}`;
        const row = files.get(name) ?? { outcomes: [], seconds: [] };
        row.outcomes.push(outcomeOf(file));
        row.seconds.push(file.milliseconds / 1000);
        files.set(name, row);
      }
  const width = Math.max(...[...files.keys()].map(({ length }) => length), 'file'.length);
  const line = (name: string, ...cells: readonly string[]) =>
    [name.padEnd(width), ...cells.map(cell => cell.padStart(8))].join('');
  const rows = [...files].map(([name, { outcomes, seconds }]) => {
    const count = (outcome: string) => String(outcomes.filter(it => it === outcome).length);
    const sorted = seconds.toSorted((a, b) => a - b);
    const times = [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
    return line(
      name,
      ...['passed', 'failed', 'skipped'].map(count),
      ...times.map(time => (time ?? 0).toFixed(1)),
    );
  });
  const heading = line('file', 'passed', 'failed', 'skipped', 'min s', 'median', 'max s');
  return [heading, ...rows].join('\n');
}

function outcomeOf({ passed, failed }: Report[number]): string {
  if (failed.length > 0) return 'failed';
  return passed > 0 ? 'passed' : 'skipped';
}

/** Which files failed in which round, with the first reason of each. */
export function formatFailedRounds(rounds: readonly Reports[]): string {
  const lines = rounds.flatMap((reports, index) =>
    [...reports].flatMap(([suite, report]) =>
      listFailures(report).map(
        ({ title, reason }) => `  round ${index + 1}, ${suite}: ${title}\n      ${reason}`,
      ),
    ),
  );
  return lines.length === 0 ? '' : `\nFailed:\n${lines.join('\n')}`;
}
