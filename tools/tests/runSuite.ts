import path from 'node:path';
import { MissingPrerequisiteError } from '../machine/missing';
import type { MochaTask } from '../mochaSuite';
import { projectFolder } from '../project';
import { artifactsVariable, emptyArtifacts, keepArtifacts } from './artifacts';
import type { Durations } from './durations';
import type { HostTask } from './hostTask';
import { listFailures, notRunReport, type Report } from './report';
import { runChild } from './runChild';
import { nameInSuite, listTestFiles } from './runFiles';
import { runSuiteFiles } from './runSuiteFiles';
import type { Suite } from './suites';

/** What of a suite is to run, and how. */
export interface SuiteTask {
  /** The names of the files to run, as `listSuiteFiles` has them. */
  readonly files: readonly string[];
  readonly grep: string | undefined;
  readonly strict: boolean;
  readonly durations: Durations;
  /** Whether another suite runs at the same time. */
  readonly besideAnother: boolean;
  /** Where V8 writes which code has run. */
  readonly coverageFolder?: string;
  /** Ends the run early. */
  readonly signal: AbortSignal;
}

const folderOf = ({ name }: Suite) => path.join(projectFolder, 'out', 'test', name);

/** The names of all test files of `suite`. */
export function listSuiteFiles(suite: Suite): string[] {
  const folder = folderOf(suite);
  return listTestFiles(folder).map(file => nameInSuite(folder, file));
}

/**
 * Runs `suite` once it is `prepared`, showing what it prints. Never rejects: what stops it is part of
 * the report.
 */
export async function runSuite(
  suite: Suite,
  prepared: Promise<void>,
  task: SuiteTask,
): Promise<Report> {
  try {
    await prepared;
    await suite.begin?.();
  } catch (error) {
    return notRunReport(
      error instanceof MissingPrerequisiteError ? 'skipped' : 'failed',
      error instanceof Error ? error.message : String(error),
    );
  }
  const env = task.coverageFolder === undefined ? {} : { NODE_V8_COVERAGE: task.coverageFolder };
  return suite.name === 'host' ? runInHost(suite, task, env) : runInNode(suite, task, env);
}

function runInHost(suite: Suite, { files, grep, signal }: SuiteTask, env: NodeJS.ProcessEnv) {
  return runChild({
    file: 'host.js',
    limitMinutes: suite.limitMinutes,
    hostLines: true,
    env,
    signal,
    args: reportFile => [JSON.stringify({ reportFile, files, grep } satisfies HostTask)],
  });
}

function runInNode(suite: Suite, task: SuiteTask, env: NodeJS.ProcessEnv): Promise<Report> {
  const { files, grep, strict, durations, besideAnother, signal } = task;
  const { name, limitMinutes, processes, eachAlone } = suite;
  const sharing = { processes, eachAlone };
  return runSuiteFiles(
    { suite: name, files, durations, strict, signal, ...sharing },
    async (some, beside) => {
      const [only = ''] = some;
      const artifacts = eachAlone ? await emptyArtifacts(name, only) : undefined;
      let output = '';
      const report = await runChild({
        file: 'mochaSuite.js',
        limitMinutes,
        signal,
        env: { ...env, ...(artifacts !== undefined && { [artifactsVariable]: artifacts }) },
        ...((beside || besideAnother || artifacts !== undefined) && {
          printed: text => {
            output = text;
            process.stdout.write(text);
          },
        }),
        args: reportFile => [JSON.stringify(mochaTask(suite, some, reportFile, grep))],
      });
      if (artifacts !== undefined && listFailures(report).length > 0)
        console.log(`What ${only} left behind: ${await keepArtifacts(artifacts, output)}`);
      return report;
    },
  );
}

function mochaTask(
  suite: Suite,
  files: readonly string[],
  reportFile: string,
  grep: string | undefined,
): MochaTask {
  const folder = folderOf(suite);
  const paths = files.map(file => path.join(folder, `${file}.test.js`));
  return { folder, files: paths, timeoutMilliseconds: suite.timeoutMilliseconds, reportFile, grep };
}
