import Mocha from 'mocha';
import { format } from 'node:util';
import { takeCoverage } from 'node:v8';
import { hostLinePrefix, type HostTask } from '../../tools/tests/hostTask';
import { listFailures } from '../../tools/tests/report';
import { nameInSuite, runFiles, listTestFiles } from '../../tools/tests/runFiles';

/** Runs the test files of this folder that the task names in the extension host, where VS Code calls it. */
export async function run(): Promise<void> {
  // The console is shared with everything else that runs in VS Code.
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => {
    for (const line of format(...args).split('\n')) console.log(hostLinePrefix + line);
  };
  const task = JSON.parse(process.env['HOST_TASK'] ?? '{}') as Partial<HostTask>;
  const { files: chosen } = task;
  const report = await runFiles({
    folder: __dirname,
    files: listTestFiles(__dirname).filter(
      file => chosen?.includes(nameInSuite(__dirname, file)) ?? true,
    ),
    timeoutMilliseconds: 60_000,
    grep: task.grep,
    reportFile: task.reportFile,
  });
  // VS Code ends the extension host in a way that leaves no time to write it.
  if (process.env['NODE_V8_COVERAGE'] !== undefined) takeCoverage();
  const failed = listFailures(report);
  if (failed.length > 0) throw new Error(`${failed.length} tests failed.`);
}
