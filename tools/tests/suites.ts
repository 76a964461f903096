import { ensureAwsCli } from '../machine/awsCli';
import { ensureGit } from '../machine/git';
import { ensureGradle } from '../machine/gradle';
import { MissingPrerequisiteError } from '../machine/missing';
import { ensureMaven } from '../maven/toolchain';
import { ensureDebianRepository, ensureMavenUpstream } from '../maven/upstream';
import { ensureChromium } from '../vscode/chromium';
import { chooseCodeVariant } from '../vscode/choice';
import { ensureCodeServerFiles } from '../vscode/serverFiles';
import { ensurePackedExtension } from '../vsix';
import type { SuiteScheduling } from './runSuiteFiles';

/** A suite of `npm test`. */
export interface Suite extends SuiteScheduling {
  readonly name: string;
  readonly timeoutMilliseconds: number;
  /** How long one of its processes may take. */
  readonly limitMinutes: number;
  /** Installs what it needs, or rejects with `MissingPrerequisiteError`. Other suites may run meanwhile. */
  prepare(): Promise<void>;
  /** What must be done right before it runs. */
  begin?(): Promise<unknown>;
  /** Runs at the same time as the suite before it. */
  readonly besideThatBefore?: true;
}

async function prepareHost(): Promise<void> {
  if ((await chooseCodeVariant()) === 'server') await prepareWindow();
}

async function prepareWindow(): Promise<void> {
  await ensureCodeServerFiles();
  await ensureChromium();
}

async function prepareEndToEnd(): Promise<void> {
  await prepareWindow();
  await prepareMaven();
}

async function prepareMaven(): Promise<void> {
  await ensureMaven();
  await ensureMavenUpstream();
}

/** Installs what some tests of a suite need. A test that misses something is skipped by itself. */
async function install(...programs: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const program of programs)
    await program().catch((error: unknown) => {
      if (!(error instanceof MissingPrerequisiteError)) throw error;
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
    prepare: () => install(ensureGit, ensureMaven),
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
    timeoutMilliseconds: 600_000,
    limitMinutes: 30,
    // They wait for windows more than they work.
    processes: 3,
    eachAlone: true,
    prepare: prepareEndToEnd,
    // Once for all: those that run at once would pack it over each other.
    begin: ensurePackedExtension,
  },
  {
    name: 'interop',
    timeoutMilliseconds: 300_000,
    limitMinutes: 30,
    processes: 1,
    eachAlone: false,
    besideThatBefore: true,
    prepare: () => install(prepareMaven, ensureDebianRepository, ensureAwsCli, ensureGradle),
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
