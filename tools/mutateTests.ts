// node out/tools/mutateTests.js FILE: runs tests against one mutant, or finds what each test reaches.
import { readFileSync } from 'node:fs';
import { measureReach } from './mutate/findReach';
import { runUntilFailure } from './mutate/runUntilFailure';
import type { TestRun } from './mutate/testRun';

const run = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as TestRun;

// As an uncaught exception it fails the test that it belongs to, as in `npm test`.
process.on('unhandledRejection', reason => {
  throw reason;
});

void ('reachFile' in run ? measureReach(run.files, run.reachFile) : runUntilFailure(run));
