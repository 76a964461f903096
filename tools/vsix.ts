import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { npmCommand } from '../scripts/npm.mjs';
import { runProgram } from './machine/run';
import { cachePath, projectFolder } from './project';

/** Packs the extension as `npm run package` does, into `file`. */
export async function packExtension(file: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await rm(file, { force: true });
  const { program, args, shell } = npmCommand();
  await runProgram(program, [...args, 'run', 'package', '--', `--out=${file}`], {
    cwd: projectFolder,
    shell,
  });
}

/** What .vscodeignore lets through comes from these files and folders. */
const sources = [
  '.vscodeignore',
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'dist',
  'l10n',
  'media',
  'package.json',
  'package.nls.json',
];

/** The extension as it is built now, packed: from .cache/ where nothing in it has changed. */
export async function ensurePackedExtension(): Promise<string> {
  const folder = cachePath('vsix');
  const file = path.join(folder, `${await contentHash()}.vsix`);
  if (existsSync(file)) return file;
  await rm(folder, { recursive: true, force: true });
  const part = path.join(folder, `part-${process.pid}.vsix`);
  await packExtension(part);
  await rename(part, file);
  return file;
}

async function contentHash(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of await filesIn(path.join(projectFolder, source))) {
      if (file.endsWith('.map')) continue;
      hash
        .update(file)
        .update('\0')
        .update(await readFile(file))
        .update('\0');
    }
  }
  return hash.digest('hex').slice(0, 16);
}

async function filesIn(place: string): Promise<string[]> {
  const found = await stat(place).catch(() => undefined);
  if (!found?.isDirectory()) return found ? [place] : [];
  const names = (await readdir(place)).sort();
  return (await Promise.all(names.map(name => filesIn(path.join(place, name))))).flat();
}
