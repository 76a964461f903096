import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { npmCommand } from '../scripts/npm.mjs';
import { run } from './machine/run';
import { projectFolder } from './project';

/** Packs the extension as `npm run package` does, into `file`. */
export async function packExtension(file: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await rm(file, { force: true });
  const { program, args, shell } = npmCommand();
  await run(program, [...args, 'run', 'package', '--', '--out', file], {
    cwd: projectFolder,
    shell,
  });
}
