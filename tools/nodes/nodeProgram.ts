import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { npm } from '../machine/npm';
import { wholeFolder } from '../machine/wholeFolder';
import { cachePath } from '../project';
import { nodePackage } from './nodePackage';

/**
 * The program of Node `version`, out of .cache/ or installed into it from npm first. Rejects with
 * what npm printed where it cannot be installed.
 */
export async function nodeProgram(version: string): Promise<string> {
  const { name, program } = nodePackage(process.platform, process.arch);
  const folder = cachePath(`node-${version}`);
  await wholeFolder(folder, async part => {
    await writeFile(path.join(part, 'package.json'), '{ "private": true }');
    await npm(part, ['install', '--ignore-scripts', `${name}@${version}`]);
  });
  return path.join(folder, 'node_modules', name, program);
}
