import { awsCli } from '../machine/awsCli';
import { gitProgram } from '../machine/git';
import { gradleProgram } from '../machine/gradle';
import { Missing } from '../machine/missing';
import { mavenProgram } from '../maven/toolchain';
import { debianRepository, mavenUpstream } from '../maven/upstream';
import { chromium } from '../vscode/chromium';
import { choice } from '../vscode/choice';
import { serverFiles } from '../vscode/serverFiles';
import { packedExtension } from '../vsix';
import type { Sharing } from './runSuiteFiles';

/** A suite of `npm test`. */
export interface Suite extends Sharing {
  readonly name: string;
  readonly timeoutMilliseconds: number;
  /** How long one of its processes may take. */
  readonly limitMinutes: number;
  /** Installs what it needs, or rejects with `Missing`. Other suites may run meanwhile. */
  prepare(): Promise<void>;
  /** What must be done right before it runs. */
  begin?(): Promise<unknown>;
}

async function prepareHost(): Promise<void> {
  if ((await choice()) === 'server') await prepareWindow();
}

async function prepareWindow(): Promise<void> {
  await serverFiles();
  await chromium();
}

async function prepareEndToEnd(): Promise<void> {
  await prepareWindow();
  await prepareMaven();
}

async function prepareMaven(): Promise<void> {
  await mavenProgram();
  await mavenUpstream();
}

/** Installs what some tests of a suite need. A test that misses something is skipped by itself. */
async function install(...programs: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const program of programs)
    await program().catch((error: unknown) => {
      if (!(error instanceof Missing)) throw error;
      console.log(error.message);
    });
}

/** Every suite, in the order in which `npm test` runs them. */
export const suites: readonly Suite[] = [
  {
    name: 'unit',
    timeoutMilliseconds: 60_000,
    limitMinutes: 20,
    processes: 2,
    eachAlone: false,
    prepare: () => install(gitProgram, mavenProgram),
  },
  {
    name: 'host',
    timeoutMilliseconds: 60_000,
    limitMinutes: 10,
    processes: 1,
    eachAlone: false,
    prepare: prepareHost,
  },
  {
    name: 'e2e',
    timeoutMilliseconds: 300_000,
    limitMinutes: 20,
    // They wait for windows more than they work.
    processes: 3,
    eachAlone: true,
    prepare: prepareEndToEnd,
    // Once for all: those that run at once would pack it over each other.
    begin: packedExtension,
  },
  {
    name: 'interop',
    timeoutMilliseconds: 120_000,
    limitMinutes: 15,
    processes: 1,
    eachAlone: false,
    prepare: () => install(prepareMaven, debianRepository, awsCli, gradleProgram),
  },
];

/**
 * Begins to install what `chosen` need, one after the other, while those before them run already.
 * The result waits until `suite` has what it needs, and rejects with why it cannot.
 */
export function prepareAll(chosen: readonly Suite[]): (suite: Suite) => Promise<void> {
  const prepared = new Map<Suite, Promise<void>>();
  let before = Promise.resolve();
  for (const suite of chosen) {
    const own = before.then(() => suite.prepare());
    before = own.catch(() => undefined);
    prepared.set(suite, own);
  }
  return suite => prepared.get(suite) ?? suite.prepare();
}
