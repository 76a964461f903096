// npm test [-- SUITE …] [-- --grep TEXT]: runs the suites of tests and sums them up.
import { parseArgs } from 'node:util';
import { closingLine, type Report, type Told } from './tests/report';
import { prepareAll, runSuite, suites } from './tests/suites';

const names = suites.map(({ name }) => name);

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { grep: { type: 'string', short: 'g' } },
  });
  const unknown = positionals.find(name => !names.includes(name));
  if (unknown !== undefined)
    throw new Error(`There is no suite '${unknown}': choose among ${names.join(', ')}.`);
  const reports = new Map<string, Report>();
  const chosen = suites.filter(
    ({ name }) => positionals.length === 0 || positionals.includes(name),
  );
  const prepared = prepareAll(chosen);
  for (const suite of chosen) {
    console.log(`\n── ${suite.name} ${'─'.repeat(60 - suite.name.length)}`);
    const started = performance.now();
    const report = await runSuite(suite, prepared(suite), values.grep);
    reports.set(suite.name, report);
    console.log(`${closingLine([report])} (${seconds(performance.now() - started)} s)`);
  }
  tell('Skipped', reports, report => report.skipped);
  tell('Failed beside others, passed alone', reports, report => report.unsteady ?? []);
  tell('Failed', reports, report => report.failed);
  console.log(`\n${closingLine([...reports.values()])}`);
  return [...reports.values()].every(({ failed }) => failed.length === 0) ? 0 : 1;
}

const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(1);

/** Lists tests by their reason, so that fifty tests which lack one program are one entry. */
function tell(
  what: string,
  reports: ReadonlyMap<string, Report>,
  choose: (report: Report) => readonly Told[],
): void {
  const titles = new Map<string, string[]>();
  for (const [suite, report] of reports)
    for (const { title, reason } of choose(report))
      titles.set(reason, [...(titles.get(reason) ?? []), `  ${suite}: ${title}`]);
  const entries = [...titles].map(
    ([reason, lines]) => `${lines.join('\n')}\n      ${reason.replaceAll('\n', '\n      ')}`,
  );
  if (entries.length > 0) console.log(`\n${what}:\n${entries.join('\n')}`);
}

main().then(
  code => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
