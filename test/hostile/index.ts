import Mocha from 'mocha';
import { format } from 'node:util';
import { hostLinePrefix } from '../../tools/tests/hostTask';
import { runFiles, testFiles } from '../../tools/tests/runFiles';
import type { HostileTask } from './task';

/** Runs every `*.test.js` of this folder inside of the extension host, where VS Code calls it. */
export async function run(): Promise<void> {
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => {
    for (const line of format(...args).split('\n')) console.log(hostLinePrefix + line);
  };
  const { reportFile } = JSON.parse(process.env['HOSTILE_TASK'] ?? '{}') as HostileTask;
  const files = testFiles(__dirname);
  const report = await runFiles({ files, timeoutMilliseconds: 20_000, reportFile });
  if (report.failed.length > 0) throw new Error(`${report.failed.length} tests failed.`);
}
