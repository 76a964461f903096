import { cp } from 'node:fs/promises';
import path from 'node:path';
import { ensureMaven } from '../maven/toolchain';
import { ensureMavenUpstream } from '../maven/upstream';
import { projectFolder } from '../project';
import { homeEnvironment } from '../window/homeEnvironment';
import { openWindow, type OpenedWindow } from '../window/openWindow';
import { createLessonHome, type LessonHome } from './home';

/** Where the sample project of the lesson is kept. */
export const sampleFolder = path.join(projectFolder, 'samples', 'first-lesson');

/** The settings that let the extension find the sandbox in `home`, with `upstream` behind it. */
export function sandboxSettings(home: LessonHome, upstream: string): Record<string, unknown> {
  return {
    'codeartifact.sandbox.folder': home.sandboxFolder,
    'codeartifact.sandbox.upstream': upstream,
  };
}

/** What is special about a window of the lesson. */
export interface LessonWindowOptions {
  /** Whether the folder is trusted without asking. */
  readonly trusted: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Folders of extensions that are installed too. */
  readonly otherExtensions?: readonly string[];
  /** Whether VS Code's own extensions with a program, such as Git, are there too. */
  readonly allBuiltIns?: boolean;
  readonly env?: Readonly<NodeJS.ProcessEnv>;
}

/** Opens a copy of the sample project, in `home`, in a headless window with the extension. */
export async function openLesson(
  home: LessonHome,
  vsix: string,
  picturesFolder: string,
  { env, settings, ...special }: LessonWindowOptions = { trusted: true },
): Promise<OpenedWindow> {
  await ensureMaven();
  const upstream = await ensureMavenUpstream();
  await createLessonHome(home);
  await cp(sampleFolder, home.project, { recursive: true });
  return openWindow({
    folder: home.project,
    env: { ...homeEnvironment(home.folder, process.env), ...env },
    vsix,
    picturesFolder,
    settings: { ...sandboxSettings(home, upstream), ...settings },
    ...special,
  });
}
