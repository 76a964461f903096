import Mocha from 'mocha';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Report, Told } from './report';

/** Every `*.test.js` in `folder` and below, in a fixed order. */
export function testFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.test.js'))
    .sort()
    .map(name => path.join(folder, name));
}

/** What a run of mocha is told. */
export interface RunOptions {
  readonly files: readonly string[];
  readonly timeoutMilliseconds: number;
  readonly grep?: string | undefined;
  /** Where the report goes, as JSON. */
  readonly reportFile?: string | undefined;
}

/** Runs `files` in this process; resolves to what became of the tests, once all is written. */
export async function runFiles(options: RunOptions): Promise<Report> {
  const { files, timeoutMilliseconds, grep, reportFile } = options;
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: timeoutMilliseconds,
    reporter: 'spec',
    forbidOnly: true,
    ...(grep === undefined ? {} : { grep }),
  });
  for (const file of files) mocha.addFile(file);
  const report = await new Promise<Report>(resolve => {
    const found: { passed: number; failed: Told[]; skipped: Told[] } = {
      passed: 0,
      failed: [],
      skipped: [],
    };
    mocha
      .run(() => resolve(found))
      .on('pass', () => found.passed++)
      .on('fail', (test, error: unknown) =>
        found.failed.push({ title: titleOf(test), reason: message(error) }),
      )
      .on('pending', test =>
        found.skipped.push({ title: titleOf(test), reason: skipReason(test) }),
      );
  });
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
