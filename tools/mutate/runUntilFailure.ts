import Mocha from 'mocha';
import { testTimeoutMilliseconds } from './testRun';

/** For how long the process may live on after its tests. */
const openMilliseconds = 10_000;

/** Runs those tests of `files` that have one of `titles`, or all; the process ends with 1 at the first failure. */
export async function runUntilFailure({
  files,
  titles,
}: {
  readonly files: readonly string[];
  readonly titles?: readonly string[];
}): Promise<void> {
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: testTimeoutMilliseconds,
    reporter: 'min',
    bail: true,
    ...(titles && { grep: new RegExp(`^(?:${titles.map(escaped).join('|')})$`) }),
  });
  for (const file of files) mocha.addFile(file);
  const failures = await new Promise<number>(resolve => mocha.run(resolve));
  if (failures > 0) process.exit(1);
  // What the tests left open is a failure in `npm test`, too.
  setTimeout(() => process.exit(1), openMilliseconds).unref();
}

const escaped = (title: string) => title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
