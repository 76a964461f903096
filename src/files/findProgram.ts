import { access, constants, readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';

/** A program, and where it lies when all links are followed. */
export interface FoundProgram {
  readonly path: string;
  readonly real: string;
}

/** Where programs are looked for. */
export interface ProgramPlaces {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
}

/**
 * The program that PATH leads to, without starting anything. Folders that are not absolute, in which
 * a project would have a say, are passed over.
 */
export async function findProgram(
  name: string,
  { env, platform }: ProgramPlaces,
): Promise<FoundProgram | undefined> {
  const value = (wanted: string) =>
    env[Object.keys(env).find(key => key.toUpperCase() === wanted) ?? ''] ?? '';
  const windows = platform === 'win32';
  const endings = windows ? (value('PATHEXT') || '.COM;.EXE;.BAT;.CMD').split(';') : [''];
  for (const entry of value('PATH').split(windows ? ';' : ':')) {
    const folder = entry.replace(/^"(.*)"$/, '$1');
    if (!path.isAbsolute(folder)) continue;
    for (const ending of endings) {
      const found = await programAt(path.join(folder, name + ending.toLowerCase()));
      if (found) return found;
    }
  }
  return undefined;
}

/** The program at this place, if there is one that may be run. */
export async function programAt(place: string): Promise<FoundProgram | undefined> {
  try {
    await access(place, constants.X_OK);
    return (await stat(place)).isFile() ? { path: place, real: await realpath(place) } : undefined;
  } catch {
    return undefined;
  }
}

/** The names of everything in `folder`; none for one that is absent or closed to us. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  return await readdir(folder).catch(() => []);
}
