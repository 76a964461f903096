import { existsSync } from 'node:fs';
import path from 'node:path';
import { Missing } from '../machine/missing';
import { mavenProgram } from '../maven/toolchain';
import { mavenUpstream } from '../maven/upstream';
import { projectFolder } from '../project';
import { chromium } from '../vscode/chromium';
import { choice } from '../vscode/choice';
import { serverFiles } from '../vscode/serverFiles';
import { packedExtension } from '../vsix';
import type { MochaTask } from '../mochaSuite';
import type { HostTask } from './hostTask';
import { joined, notRun, type Report } from './report';
import { runChild } from './runChild';
import { testFiles } from './runFiles';

/** A suite of `npm test`. `prepare` installs what it needs, or rejects with `Missing`. */
interface Suite {
  readonly name: string;
  readonly timeoutMilliseconds: number;
  readonly limitMinutes: number;
  /** How many of its files run at once, each in a process of its own; unless said, all in one. */
  readonly atOnce?: number;
  /** The files that take longest: they begin, so that none is left alone at the end. */
  readonly longest?: readonly string[];
  prepare(): Promise<void>;
}

async function prepareHost(): Promise<void> {
  if ((await choice()) === 'server') await prepareWindow();
}

async function prepareWindow(): Promise<void> {
  await serverFiles();
  await chromium();
}

async function prepareStory(): Promise<void> {
  await prepareWindow();
  await prepareMaven();
  // Once for all: those that run at once would pack it over each other.
  await packedExtension();
}

/** Each test against a peer finds its peer, or is skipped by itself. */
async function preparePeers(): Promise<void> {
  await prepareMaven().catch((error: unknown) => {
    if (!(error instanceof Missing)) throw error;
    console.log(error.message);
  });
}

async function prepareMaven(): Promise<void> {
  await mavenProgram();
  await mavenUpstream();
}

const nothing = () => Promise.resolve();

/** Every suite, in the order in which `npm test` runs them. */
export const suites: readonly Suite[] = [
  { name: 'unit', timeoutMilliseconds: 10_000, limitMinutes: 10, prepare: nothing },
  { name: 'host', timeoutMilliseconds: 60_000, limitMinutes: 10, prepare: prepareHost },
  {
    name: 'story',
    timeoutMilliseconds: 300_000,
    limitMinutes: 20,
    // They wait for windows more than they work.
    atOnce: 2,
    longest: ['canary', 'twoWindows'],
    prepare: prepareStory,
  },
  { name: 'peers', timeoutMilliseconds: 120_000, limitMinutes: 15, prepare: preparePeers },
];

/** Runs `suite`, showing what it prints. Never rejects: what stops it is part of the report. */
export async function runSuite(suite: Suite, grep: string | undefined): Promise<Report> {
  const { name, limitMinutes } = suite;
  const folder = path.join(projectFolder, 'out', 'test', name);
  if (!existsSync(folder) || testFiles(folder).length === 0)
    return notRun('skipped', `there is no test in test/${name}`);
  try {
    await suite.prepare();
  } catch (error) {
    return notRun(
      error instanceof Missing ? 'skipped' : 'failed',
      error instanceof Error ? error.message : String(error),
    );
  }
  if (name !== 'host') return runMocha(suite, testFiles(folder), grep);
  return runChild({
    file: 'host.js',
    limitMinutes,
    hostLines: true,
    args: reportFile => [JSON.stringify({ reportFile, grep } satisfies HostTask)],
  });
}

async function runMocha(
  { atOnce, longest = [], limitMinutes, timeoutMilliseconds }: Suite,
  files: readonly string[],
  grep: string | undefined,
): Promise<Report> {
  const run = (some: readonly string[]) =>
    runChild({
      file: 'mochaSuite.js',
      limitMinutes,
      ...(atOnce !== undefined && { inOnePiece: true }),
      args: reportFile => {
        const task: MochaTask = { files: some, timeoutMilliseconds, reportFile, grep };
        return [JSON.stringify(task)];
      },
    });
  if (atOnce === undefined) return run(files);
  const isLong = (file: string) => longest.includes(path.basename(file, '.test.js'));
  const waiting = [...files.filter(isLong), ...files.filter(it => !isLong(it))];
  const reports: Report[] = [];
  const worker = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift())
      reports.push(await run([file]));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return joined(reports);
}
