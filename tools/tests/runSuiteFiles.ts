import { splitEvenly, sortLongestFirst, type Durations } from './durations';
import { listFailures, type Report } from './report';

/** How the files of a suite share the machine. */
export interface SuiteScheduling {
  /** How many processes run side by side. */
  readonly processes: number;
  /** Each file has a process of its own, and a second try by itself when it fails beside others. */
  readonly eachAlone: boolean;
}

/** What a run of a suite goes by. */
export interface SuiteRun extends SuiteScheduling {
  readonly suite: string;
  /** The names of the files, as the report has them. */
  readonly files: readonly string[];
  readonly durations: Durations;
  /** Whether a file that fails has failed, without a second try. */
  readonly strict: boolean;
  /** Starts no more files once it is aborted. */
  readonly signal: AbortSignal;
}

/** Runs some files in one process. `beside` says whether other processes run meanwhile. */
export type RunFiles = (files: readonly string[], beside: boolean) => Promise<Report>;

/**
 * Runs the files in as many processes as the suite allows, the longest files first. A file that
 * fails beside others runs once more with the machine to itself; the report calls it flaky when
 * that run passes.
 */
export async function runSuiteFiles(
  { suite, files, processes, eachAlone, durations, strict, signal }: SuiteRun,
  run: RunFiles,
  print: (line: string) => void = console.log,
): Promise<Report> {
  if (!eachAlone) {
    const parts = splitEvenly(files, processes, suite, durations);
    return (await Promise.all(parts.map(part => run(part, parts.length > 1)))).flat();
  }
  const waiting = sortLongestFirst(files, suite, durations);
  const reports = new Map<string, Report>();
  const worker = async () => {
    for (let file = waiting.shift(); file !== undefined && !signal.aborted; file = waiting.shift())
      reports.set(file, await timed(() => run([file], true)));
  };
  await Promise.all(Array.from({ length: processes }, worker));
  for (const [file, report] of strict ? [] : reports) {
    if (listFailures(report).length === 0 || signal.aborted) continue;
    print(`\n${file} failed beside other files. It runs once more, by itself.`);
    reports.set(file, afterSecondTry(report, await timed(() => run([file], false))));
  }
  return files.flatMap(file => reports.get(file) ?? []);
}

/** What counts of a file in a process of its own is the time of the process. */
async function timed(run: () => Promise<Report>): Promise<Report> {
  const started = performance.now();
  const report = await run();
  const milliseconds = performance.now() - started;
  return report.map((file, index) => ({ ...file, milliseconds: index === 0 ? milliseconds : 0 }));
}

function afterSecondTry(first: Report, second: Report): Report {
  if (listFailures(second).length > 0) return second;
  return second.map((file, index) =>
    index === 0 ? { ...file, flaky: listFailures(first) } : file,
  );
}
