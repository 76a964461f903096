import Mocha from 'mocha';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FileReport, TestProblem, Report } from './report';

const ending = '.test.js';

/** Every `*.test.js` in `folder` and below, in a fixed order. */
export function listTestFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith(ending))
    .sort()
    .map(name => path.join(folder, name));
}

/** What the report calls the bundled test `file` of the suite in `folder`: `maven/readPom`. */
export function nameInSuite(folder: string, file: string): string {
  return path.relative(folder, file).split(path.sep).join('/').slice(0, -ending.length);
}

/** What a run of mocha is given. */
export interface MochaRunOptions {
  /** The folder of the suite, which the report's file names are relative to. */
  readonly folder: string;
  readonly files: readonly string[];
  readonly timeoutMilliseconds: number;
  readonly grep?: string | undefined;
  /** Where the report goes, as JSON. */
  readonly reportFile?: string | undefined;
}

interface Counts {
  passed: number;
  readonly failed: TestProblem[];
  readonly skipped: TestProblem[];
  milliseconds: number;
}

/** Runs `files` in this process; resolves to the results of each, once all is written. */
export async function runFiles(options: MochaRunOptions): Promise<Report> {
  const { folder, files, timeoutMilliseconds, grep, reportFile } = options;
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: timeoutMilliseconds,
    reporter: 'spec',
    forbidOnly: true,
    ...(grep === undefined ? {} : { grep }),
  });
  for (const file of files) mocha.addFile(file);
  const counts = new Map<string, Counts>();
  const countsOf = ({ file }: Mocha.Runnable): Counts => {
    const name = nameInSuite(folder, file ?? files[0] ?? '');
    const known = counts.get(name) ?? { passed: 0, failed: [], skipped: [], milliseconds: 0 };
    counts.set(name, known);
    return known;
  };
  const addTime = (runnable: Mocha.Runnable) => {
    countsOf(runnable).milliseconds += runnable.duration ?? 0;
  };
  await new Promise<void>(resolve => {
    mocha
      .run(() => resolve())
      .on('pass', test => countsOf(test).passed++)
      .on('fail', (test, error: unknown) =>
        countsOf(test).failed.push({ title: titleOf(test), reason: message(error) }),
      )
      .on('pending', test =>
        countsOf(test).skipped.push({ title: titleOf(test), reason: skipReason(test) }),
      )
      .on('test end', addTime)
      .on('hook end', addTime);
  });
  const report = [...counts].map(([file, counted]): FileReport => ({ file, ...counted }));
  if (reportFile !== undefined) writeFileSync(reportFile, JSON.stringify(report));
  return report;
}

const titleOf = (test: Mocha.Runnable) => test.titlePath().join(' › ');

const message = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** What the function `skip` of the tests left at a test or at a suite around it. */
function skipReason(test: Mocha.Runnable | Mocha.Suite): string {
  if ('skipReason' in test && typeof test.skipReason === 'string') return test.skipReason;
  return test.parent ? skipReason(test.parent) : 'no reason was given';
}
