import { access, constants, readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';

/** A program, and its path with all symbolic links resolved. */
export interface FoundProgram {
  readonly path: string;
  readonly realPath: string;
}

/** The environment and platform that decide where programs are searched. */
export interface ProgramSearchOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
}

/**
 * Finds a program on PATH without starting it. Relative folders are skipped, because a project could
 * put a program there.
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

/** The program at this path; undefined unless it is a file that can be executed. */
export async function executableAt(file: string): Promise<FoundProgram | undefined> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile() ? { path: file, realPath: await realpath(file) } : undefined;
  } catch {
    return undefined;
  }
}

/** The names of all entries in `folder`; none for a folder that is missing or cannot be read. */
export async function listEntryNames(folder: string): Promise<readonly string[]> {
  return await readdir(folder).catch(() => []);
}
