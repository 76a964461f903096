import { access, constants, readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';

/** A program, and where it lies when all links are followed. */
export interface FoundProgram {
  readonly path: string;
  readonly realPath: string;
}

/** Where programs are looked for. */
export interface ProgramSearchOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
}

/**
 * The program that PATH leads to, without starting anything. Folders that are not absolute, in which
 * a project would have a say, are passed over.
 */
export async function findProgram(
  name: string,
  { env, platform }: ProgramSearchOptions,
): Promise<FoundProgram | undefined> {
  const envValue = (variableName: string) =>
    env[Object.keys(env).find(key => key.toUpperCase() === variableName) ?? ''] ?? '';
  const isWindows = platform === 'win32';
  const extensions = isWindows ? (envValue('PATHEXT') || '.COM;.EXE;.BAT;.CMD').split(';') : [''];
  for (const entry of envValue('PATH').split(isWindows ? ';' : ':')) {
    const folder = entry.replace(/^"(.*)"$/, '$1');
    if (!path.isAbsolute(folder)) continue;
    for (const extension of extensions) {
      const found = await executableAt(path.join(folder, name + extension.toLowerCase()));
      if (found) return found;
    }
  }
  return undefined;
}

/** The program at this place, if there is one that may be run. */
export async function executableAt(file: string): Promise<FoundProgram | undefined> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile() ? { path: file, realPath: await realpath(file) } : undefined;
  } catch {
    return undefined;
  }
}

/** The names of everything in `folder`; none for one that is absent or closed to us. */
export async function listEntryNames(folder: string): Promise<readonly string[]> {
  return await readdir(folder).catch(() => []);
}
