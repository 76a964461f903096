import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runProgram } from '../machine/run';
import { projectFolder } from '../project';
import { parseTestCounts, sumTestCounts, type TestCounts } from './outcome';
import { runToEnd } from './runWhole';

/** What a version of Node did: the build counts as one test. */
export interface NodeTrial {
  readonly outcome: TestCounts;
  /** What was printed by what failed. */
  readonly failures: string;
}

/** Builds the product and runs the unit tests with the Node at `program`. */
export async function tryNode(program: string): Promise<NodeTrial> {
  const trials = [await build(program), await unitTests(program)];
  return {
    outcome: sumTestCounts(trials.map(({ outcome }) => outcome)),
    failures: trials.map(({ failures }) => failures).join('\n'),
  };
}

async function build(program: string): Promise<NodeTrial> {
  const folder = await mkdtemp(path.join(tmpdir(), 'dist-'));
  try {
    const args = ['esbuild.mjs', '--production', `--dist=${folder}`];
    await runProgram(program, args, { cwd: projectFolder });
    return { outcome: { passed: 1, failed: 0, skipped: 0 }, failures: '' };
  } catch (error) {
    const failures = error instanceof Error ? error.message : String(error);
    return { outcome: { passed: 0, failed: 1, skipped: 0 }, failures };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function unitTests(program: string): Promise<NodeTrial> {
  const test = path.join('out', 'tools', 'test.js');
  // What a test starts as `node` is this Node, too.
  const PATH = [path.dirname(program), process.env['PATH']].join(path.delimiter);
  const { code, printed } = await runToEnd(program, ['--enable-source-maps', test, 'unit'], {
    cwd: projectFolder,
    env: { ...process.env, PATH },
  });
  const outcome = parseTestCounts(printed);
  if (code === 0) return { outcome, failures: '' };
  // A closing line without a failure, and an end with one: something outside of the tests failed.
  return { outcome: { ...outcome, failed: Math.max(outcome.failed, 1) }, failures: printed };
}
