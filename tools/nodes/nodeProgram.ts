import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runNpm } from '../machine/npm';
import { createFolderAtomically } from '../machine/wholeFolder';
import { cachePath } from '../project';
import { nodePackage } from './nodePackage';

/**
 * The program of Node `version`, out of .cache/ or installed into it from npm first. Rejects with
 * what npm printed where it cannot be installed.
 */
export async function ensureNode(version: string): Promise<string> {
  const { name, program } = nodePackage(process.platform, process.arch);
  const folder = cachePath(`node-${version}`);
  await createFolderAtomically(folder, async part => {
    await writeFile(path.join(part, 'package.json'), '{ "private": true }');
    await runNpm(part, ['install', '--ignore-scripts', `${name}@${version}`]);
  });
  return path.join(folder, 'node_modules', name, program);
}
