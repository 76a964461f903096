import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { TestRun } from './testRun';
import type { ProjectCopy } from './tree';

/** How a run of tests ended. */
export type TestProcessEnd = 'passed' | 'failed' | 'timed out';

/** How a run of tests is started. */
export interface TestProcessOptions {
  readonly limitMilliseconds: number;
  /** The identifier of the mutant that is switched on. */
  readonly mutant?: string;
}

/** Does `run` in a process of its own, which is ended with its children after the limit. */
export async function runTestProcess(
  tree: ProjectCopy,
  run: TestRun,
  { limitMilliseconds, mutant }: TestProcessOptions,
): Promise<TestProcessEnd> {
  // Tests that are cut off leave files, and a mutant may write where the product would not.
  const folder = await mkdtemp(path.join(tree.scratch, 'run-'));
  try {
    await chmod(folder, 0o755);
    const runFile = path.join(folder, 'run.json');
    await writeFile(runFile, JSON.stringify(run));
    const script = path.join(tree.folder, 'out', 'tools', 'mutateTests.js');
    const child = spawn(process.execPath, [script, runFile], {
      cwd: tree.folder,
      stdio: 'ignore',
      detached: true,
      env: {
        ...process.env,
        TMPDIR: folder,
        TEMP: folder,
        TMP: folder,
        ...(mutant !== undefined && { __STRYKER_ACTIVE_MUTANT__: mutant }),
      },
    });
    return await ending(child, limitMilliseconds);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function ending(child: ChildProcess, limitMilliseconds: number): Promise<TestProcessEnd> {
  return new Promise((resolve, reject) => {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      endAll(child);
    }, limitMilliseconds);
    child.once('error', reject);
    child.once('close', code => {
      clearTimeout(timer);
      endAll(child);
      resolve(late ? 'timed out' : code === 0 ? 'passed' : 'failed');
    });
  });
}

/** Ends `child` and what it started: where there are groups of processes, it leads one. */
function endAll(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // All have ended.
  }
}
