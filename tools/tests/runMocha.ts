import path from 'node:path';
import type { MochaTask } from '../mochaSuite';
import { joined, type Report } from './report';
import { runChild } from './runChild';

/** How the files of a suite are run. Unless said, all in one process. */
export interface MochaSuite {
  readonly timeoutMilliseconds: number;
  readonly limitMinutes: number;
  /** Into how many processes, side by side, its files are dealt out. */
  readonly parts?: number;
  /** Each file in a process of its own. */
  readonly eachAlone?: {
    readonly atOnce: number;
    /** The files that take longest: they begin, so that none is left alone at the end. */
    readonly first: readonly string[];
  };
}

/** Runs some files in one process; shown while it runs, or `inOnePiece` when it has ended. */
type Run = (files: readonly string[], inOnePiece: boolean) => Promise<Report>;

/** Runs bundled test `files` as `suite` says. */
export function runMocha(
  suite: MochaSuite,
  files: readonly string[],
  grep: string | undefined,
): Promise<Report> {
  const { timeoutMilliseconds, limitMinutes } = suite;
  return runDealt(suite, files, (some, inOnePiece) =>
    runChild({
      file: 'mochaSuite.js',
      limitMinutes,
      ...(inOnePiece && { inOnePiece }),
      args: reportFile => {
        const task: MochaTask = { files: some, timeoutMilliseconds, reportFile, grep };
        return [JSON.stringify(task)];
      },
    }),
  );
}

/**
 * Deals `files` out to processes that `run` starts. A file that fails beside others is run once more
 * with the machine for itself: that run counts, and the report tells of the first.
 */
export async function runDealt(
  { parts = 1, eachAlone }: Pick<MochaSuite, 'parts' | 'eachAlone'>,
  files: readonly string[],
  run: Run,
  tell: (line: string) => void = console.log,
): Promise<Report> {
  if (!eachAlone)
    return joined(await Promise.all(dealt(files, parts).map(some => run(some, parts > 1))));
  const waiting = inOrder(files, eachAlone.first);
  const reports = new Map<string, Report>();
  const worker = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift())
      reports.set(file, await run([file], true));
  };
  await Promise.all(Array.from({ length: eachAlone.atOnce }, worker));
  for (const [file, report] of reports) {
    if (report.failed.length === 0) continue;
    tell(`\n${path.basename(file, '.js')} failed beside another one: once more, alone.`);
    reports.set(file, atSecondTry(report, await run([file], false)));
  }
  return joined([...reports.values()]);
}

/** `files` in `parts` of about equal length, neighbours in different ones. */
function dealt(files: readonly string[], parts: number): string[][] {
  return Array.from({ length: parts }, (_, part) =>
    files.filter((_file, index) => index % parts === part),
  ).filter(part => part.length > 0);
}

function inOrder(files: readonly string[], first: readonly string[]): string[] {
  const isFirst = (file: string) => first.includes(path.basename(file, '.test.js'));
  return [...files.filter(isFirst), ...files.filter(file => !isFirst(file))];
}

function atSecondTry(first: Report, second: Report): Report {
  return second.failed.length > 0 ? second : { ...second, unsteady: first.failed };
}
