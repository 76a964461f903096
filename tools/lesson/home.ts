import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The home folder of whoever takes the lesson, with what lies where in it. */
export interface LessonHome {
  readonly folder: string;
  /** The copy of the sample project. */
  readonly project: string;
  readonly settingsXml: string;
  readonly localRepository: string;
  readonly sandboxFolder: string;
}

/** Names the places in `folder`; makes nothing. */
export function lessonHomeIn(folder: string): LessonHome {
  return {
    folder,
    project: path.join(folder, 'first-lesson'),
    settingsXml: path.join(folder, '.m2', 'settings.xml'),
    localRepository: path.join(folder, '.m2', 'repository'),
    sandboxFolder: path.join(folder, 'sandbox'),
  };
}

/** Makes the folder, and a short prompt for its terminals where it has no .bashrc yet. */
export async function createLessonHome({ folder }: LessonHome): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, '.bashrc'), "PS1='\\W \\$ '\n", { flag: 'wx' }).catch(
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    },
  );
}

/** The passwords in settings.xml, in their order; none where the file is not there. */
export async function readPasswords({ settingsXml }: LessonHome): Promise<string[]> {
  const text = await readFile(settingsXml, 'utf8').catch(() => '');
  return [...text.matchAll(/<password>([^<]*)<\/password>/g)].map(([, password = '']) => password);
}

/** Empties Maven's local repository, so that the next build fetches everything anew. */
export async function emptyLocalRepository({ localRepository }: LessonHome): Promise<void> {
  await rm(localRepository, { recursive: true, force: true });
}
