// node out/tools/mochaSuite.js TASK: runs files of tests in this process.
import { listFailures } from './tests/report';
import { runFiles } from './tests/runFiles';

/** What is to run, as JSON in the first argument. */
export interface MochaTask {
  /** The folder of the suite. */
  readonly folder: string;
  /** Bundled test files in it. */
  readonly files: readonly string[];
  readonly timeoutMilliseconds: number;
  readonly reportFile: string;
  readonly grep?: string | undefined;
}

const task = JSON.parse(process.argv[2] ?? '') as MochaTask;

// As an uncaught exception it fails the test that it belongs to.
process.on('unhandledRejection', reason => {
  throw reason;
});

void runFiles(task).then(report => {
  process.exitCode = listFailures(report).length === 0 ? 0 : 1;
  setTimeout(() => {
    const open = process.getActiveResourcesInfo().join(', ');
    console.error(`The tests left something open (a timer, a socket, a process …): ${open}`);
    process.exit(1);
  }, 2000).unref();
});
