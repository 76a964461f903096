import Mocha from 'mocha';
import { format } from 'node:util';
import { hostLinePrefix } from '../../tools/tests/hostTask';
import { listFailures } from '../../tools/tests/report';
import { runFiles, listTestFiles } from '../../tools/tests/runFiles';
import type { HostileTask } from './task';

/** Runs every `*.test.js` of this folder inside of the extension host, where VS Code calls it. */
export async function run(): Promise<void> {
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => {
    for (const line of format(...args).split('\n')) console.log(hostLinePrefix + line);
  };
  const { reportFile } = JSON.parse(process.env['HOSTILE_TASK'] ?? '{}') as HostileTask;
  const report = await runFiles({
    folder: __dirname,
    files: listTestFiles(__dirname),
    timeoutMilliseconds: 120_000,
    reportFile,
  });
  const failed = listFailures(report);
  if (failed.length > 0) throw new Error(`${failed.length} tests failed.`);
}
