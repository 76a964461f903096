// npm test: runs the suites of tests and sums them up. `npm test -- --help` lists the options.
import { rm } from 'node:fs/promises';
import { createCoverageReport } from './coverage/coverageReport';
import { onParentExit } from './machine/parentEnd';
import { cachePath } from './project';
import { removeOldArtifacts } from './tests/artifacts';
import { readAffectedTests, listChangedFiles } from './tests/changedFiles';
import { readDurations, recordDurations } from './tests/durations';
import { parseTestOptions, usage, type TestOptions } from './tests/options';
import { formatSummaryLine, listFailures, flakyFiles, type Report } from './tests/report';
import { listSuiteFiles, runSuite } from './tests/runSuite';
import { prepareAll, suites, type Suite } from './tests/suites';
import {
  formatFailedRounds,
  formatProblems,
  formatRepeatTable,
  type Reports,
} from './tests/tables';
import { runMain } from './machine/runMain';

const coverageFolder = cachePath('coverage', 'raw');

/** The files to run of each suite that has any. */
type Selection = ReadonlyMap<Suite, readonly string[]>;

async function select(options: TestOptions): Promise<Selection> {
  const { filters, changedSince } = options;
  const canAffect =
    changedSince === undefined
      ? () => true
      : await readAffectedTests(await listChangedFiles(changedSince));
  const selection = new Map<Suite, readonly string[]>();
  for (const suite of suites) {
    if (options.suites.length > 0 && !options.suites.includes(suite.name)) continue;
    const files = listSuiteFiles(suite)
      .filter(file => filters.length === 0 || filters.some(part => file.includes(part)))
      .filter(file => canAffect(suite.name, file));
    if (files.length > 0) selection.set(suite, files);
  }
  return selection;
}

async function runOnce(
  selection: Selection,
  prepared: (suite: Suite) => Promise<void>,
  { grep, strict, coverage }: TestOptions,
  signal: AbortSignal,
): Promise<Reports> {
  const reports = new Map<string, Report>();
  for (const group of together([...selection.keys()])) {
    if (signal.aborted) break;
    const names = group.map(({ name }) => name).join(', ');
    console.log(`\n── ${names} ${'─'.repeat(60 - names.length)}`);
    const durations = await readDurations();
    const running = group.map(async suite => {
      const started = performance.now();
      const report = await runSuite(suite, prepared(suite), {
        files: selection.get(suite) ?? [],
        grep,
        strict,
        signal,
        durations,
        besideAnother: group.length > 1,
        ...(coverage && suite.name !== 'e2e' && { coverageFolder }),
      });
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      const whose = group.length > 1 ? `${suite.name}: ` : '';
      console.log(`${whose}${formatSummaryLine(report)} (${seconds} s)`);
      return [suite.name, report] as const;
    });
    for (const [name, report] of await Promise.all(running)) {
      reports.set(name, report);
      if (grep === undefined) await recordDurations(name, report);
    }
  }
  return reports;
}

/** The suites in their order, those that run at the same time in one group. */
function together(chosen: readonly Suite[]): Suite[][] {
  const groups: Suite[][] = [];
  for (const suite of chosen)
    if (suite.besideThatBefore && groups.length > 0) groups.at(-1)?.push(suite);
    else groups.push([suite]);
  return groups;
}

async function main(): Promise<number> {
  const options = parseTestOptions(
    process.argv.slice(2),
    suites.map(({ name }) => name),
  );
  if (options === 'help') {
    console.log(usage);
    return 0;
  }
  const selection = await select(options);
  if (selection.size === 0) console.log(nothingSelected(options));
  await removeOldArtifacts(new Date());
  if (options.coverage) await rm(coverageFolder, { recursive: true, force: true });
  const prepared = prepareAll([...selection.keys()]);
  const rounds: Reports[] = [];
  const signal = stopSignal();
  for (let round = 1; round <= options.repeat && !signal.aborted; round++) {
    if (options.repeat > 1) console.log(`\n══ round ${round} of ${options.repeat} ══`);
    rounds.push(await runOnce(selection, prepared, options, signal));
  }
  if (rounds.length > 1) console.log(`\n${formatRepeatTable(rounds)}${formatFailedRounds(rounds)}`);
  else for (const reports of rounds) summarize(reports);
  if (options.coverage) console.log(`\n${await createCoverageReport(coverageFolder)}`);
  const all = rounds.flatMap(reports => [...reports.values()].flat());
  if (signal.aborted) console.log('\nThe run was stopped before its end.');
  console.log(`\n${formatSummaryLine(all)}`);
  if (signal.aborted) return 1;
  return listFailures(all).length === 0 && (selection.size > 0 || options.changedSince) ? 0 : 1;
}

/** Aborts when this run is asked to stop, or whoever has started it is gone. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stop.abort());
  onParentExit(() => stop.abort());
  return stop.signal;
}

function summarize(reports: Reports): void {
  const flaky = [...reports].flatMap(([suite, report]) =>
    flakyFiles(report).map(({ file }) => `${suite}/${file}`),
  );
  console.log(formatProblems('Skipped', reports, report => report.flatMap(file => file.skipped)));
  const firstTries = (report: Report) => report.flatMap(file => file.flaky ?? []);
  console.log(formatProblems('Failed at the first try, passed at the second', reports, firstTries));
  console.log(formatProblems('Failed', reports, listFailures));
  console.log(`\nflaky: ${flaky.length}${flaky.map(file => `\n  ${file}`).join('')}`);
}

function nothingSelected({ changedSince }: TestOptions): string {
  return changedSince === undefined
    ? 'No test file has such a name.'
    : `No test can be affected by what has changed since ${changedSince}.`;
}

runMain(main());
