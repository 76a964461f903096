import { readdir, readFile, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';

const real = userInfo().homedir;

async function filesBelow(folder: string, leaveOut: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const files = entries
    .filter(({ name }) => name !== leaveOut)
    .map(async entry => {
      const file = path.join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(file, '') : [file];
    });
  return (await Promise.all(files)).flat();
}

/**
 * What the real user's ~/.aws and ~/.m2 hold, as far as this extension or Maven would change it
 * there: every file with its size and time. Maven's own cache is seen by `strangersIn`.
 */
export async function realHomeState(): Promise<Readonly<Record<string, string>>> {
  const files = [
    ...(await filesBelow(path.join(real, '.aws'), '')),
    ...(await filesBelow(path.join(real, '.m2'), 'repository')),
  ];
  const states = files.map(async file => {
    const { size, mtimeMs, ino } = await stat(file);
    return [file, `${size} bytes of ${mtimeMs} in ${ino}`] as const;
  });
  return Object.fromEntries(await Promise.all(states));
}

/**
 * Those files of the real user's local repository that came from the repository `id`, among the
 * ones that a build has put into `localRepository`.
 */
export async function strangersIn(localRepository: string, id: string): Promise<string[]> {
  const notes = (await filesBelow(localRepository, '')).filter(
    file => path.basename(file) === '_remote.repositories',
  );
  const counterparts = notes.map(async note => {
    const file = path.join(real, '.m2', 'repository', path.relative(localRepository, note));
    const text = await readFile(file, 'utf8').catch(() => '');
    return text.includes(`>${id}=`) ? [file] : [];
  });
  return (await Promise.all(counterparts)).flat();
}
