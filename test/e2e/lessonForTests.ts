import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { lessonHomeIn, type LessonHome } from '../../tools/lesson/home';
import { openLesson, type LessonWindowOptions } from '../../tools/lesson/openLesson';
import type { Lesson } from '../../tools/lesson/steps';
import { artifactsFolder } from '../../tools/tests/artifacts';
import { ensurePackedExtension } from '../../tools/vsix';
import type { OpenedWindow } from '../../tools/window/openWindow';

/** A lesson in a home of its own, which is gone when the lesson ends. */
export interface LessonForTests extends Lesson {
  readonly window: OpenedWindow;
  end(): Promise<void>;
}

/** What is special about a lesson. */
interface LessonForTestsOptions extends Omit<LessonWindowOptions, 'env'> {
  /** Runs before the window opens; resolves to what ends it, after the window is closed. */
  readonly before?: (home: LessonHome) => Promise<() => Promise<void>>;
  /** What the environment has beside that of every lesson. */
  readonly env?: (home: LessonHome) => NodeJS.ProcessEnv;
}

/** Opens a window on the sample project; its pictures go to the folder `name` of the run. */
export async function lessonForTests(
  name: string,
  special: LessonForTestsOptions = { trusted: true },
): Promise<LessonForTests> {
  const folder = await mkdtemp(path.join(tmpdir(), 'e2e-'));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  const pictures = path.join(artifactsFolder(), name);
  await rm(pictures, { recursive: true, force: true });
  const ends = [remove];
  const end = async () => {
    for (const each of ends.splice(0).reverse()) await each();
  };
  try {
    const home = lessonHomeIn(path.join(folder, 'home'));
    if (special.before) ends.push(await special.before(home));
    const env = special.env?.(home) ?? {};
    const window = await openLesson(home, await ensurePackedExtension(), pictures, {
      ...special,
      env,
    });
    ends.push(() => window.close());
    return { home, window, end };
  } catch (error) {
    await end();
    throw error;
  }
}
