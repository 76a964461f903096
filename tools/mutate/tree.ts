import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SourceFile } from './sources';

/** A copy of the project in a temporary folder, whose tests run against changed sources. */
export interface ProjectCopy {
  readonly folder: string;
  /** Where the tests put what they write. */
  readonly scratch: string;
  remove(): Promise<void>;
}

const links = ['node_modules', 'dist'];
const left = new Set([...links, 'out', '.cache', '.git', '.vscode-test']);

/** Copies `project`, puts `changed` in the place of its sources and bundles the tests. */
export async function createProjectCopy(
  project: string,
  changed: readonly SourceFile[],
): Promise<ProjectCopy> {
  const top = await realpath(await mkdtemp(path.join(tmpdir(), 'mutate-')));
  const folder = path.join(top, 'project');
  const scratch = path.join(top, 'scratch');
  const remove = () => rm(top, { recursive: true, force: true, maxRetries: 5 });
  try {
    // Some tests start a program as another user.
    await chmod(top, 0o755);
    await mkdir(scratch);
    await cp(project, folder, {
      recursive: true,
      filter: file => !left.has(path.relative(project, file)),
    });
    for (const name of links)
      await symlink(path.join(project, name), path.join(folder, name), 'junction');
    for (const { name, content } of changed) await writeFile(path.join(folder, name), content);
    await bundleTests(folder);
    return { folder, scratch, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function bundleTests(folder: string): Promise<void> {
  const child = spawn(process.execPath, ['esbuild.mjs', '--tests'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error('The tests of the changed sources cannot be bundled.');
}
