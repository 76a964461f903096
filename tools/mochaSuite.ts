// node out/tools/mochaSuite.js TASK: runs one suite of tests in this process.
import { runFiles, testFiles } from './tests/runFiles';

/** One suite's part of `npm test`, as JSON in the first argument. */
export interface MochaTask {
  /** Where its bundled test files are. */
  readonly folder: string;
  readonly timeoutMilliseconds: number;
  readonly reportFile: string;
  readonly grep?: string | undefined;
}

const task = JSON.parse(process.argv[2] ?? '') as MochaTask;

// As an uncaught exception it fails the test that it belongs to.
process.on('unhandledRejection', reason => {
  throw reason;
});

void runFiles({ ...task, files: testFiles(task.folder) }).then(({ failed }) => {
  process.exitCode = failed.length === 0 ? 0 : 1;
  setTimeout(() => {
    const open = process.getActiveResourcesInfo().join(', ');
    console.error(`The tests left something open (a timer, a socket, a process …): ${open}`);
    process.exit(1);
  }, 2000).unref();
});
