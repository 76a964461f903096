import { mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';

/**
 * Puts into `folder` links to those extensions out of `builtIns` that only describe something: colours,
 * icons, languages. The others, from Git to TypeScript, take a fifth of what opening a window costs.
 */
export async function linkPlainBuiltIns(builtIns: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const names = await readdir(builtIns);
  await Promise.all(
    names.map(async name => {
      const extension = path.join(builtIns, name);
      if (await isPlain(extension)) await symlink(extension, path.join(folder, name), 'dir');
    }),
  );
}

/** Whether `folder` holds an extension without a program. */
async function isPlain(folder: string): Promise<boolean> {
  const text = await readFile(path.join(folder, 'package.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return false;
  const { engines, main, browser } = JSON.parse(text) as Record<string, unknown>;
  return engines !== undefined && main === undefined && browser === undefined;
}
