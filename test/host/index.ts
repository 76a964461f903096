import Mocha from 'mocha';
import { format } from 'node:util';
import { hostLinePrefix, type HostTask } from '../../tools/tests/hostTask';
import { runFiles, testFiles } from '../../tools/tests/runFiles';

/** Runs every `*.test.js` of this folder inside of the extension host, where VS Code calls it. */
export async function run(): Promise<void> {
  // The console is shared with everything else that runs in VS Code.
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => {
    for (const line of format(...args).split('\n')) console.log(hostLinePrefix + line);
  };
  const task = JSON.parse(process.env['HOST_TASK'] ?? '{}') as Partial<HostTask>;
  const report = await runFiles({
    files: testFiles(__dirname),
    timeoutMilliseconds: 60_000,
    grep: task.grep,
    reportFile: task.reportFile,
  });
  if (report.failed.length > 0) throw new Error(`${report.failed.length} tests failed.`);
}
