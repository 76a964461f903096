import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Writes settings of the user, and of the machine that a window's server is: settings of machine
 * scope are read there. What else the files say stays. A file with comments stays as it is.
 */
export async function writeSettings(
  userDataFolder: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  for (const name of ['User', 'Machine']) {
    const file = path.join(userDataFolder, name, 'settings.json');
    const known = parsed(await readFile(file, 'utf8').catch(() => '{}'));
    if (known === undefined) continue;
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify({ ...known, ...settings }, undefined, 2)}\n`);
  }
}

function parsed(text: string): object | undefined {
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}
