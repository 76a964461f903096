import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { homeIn } from '../../tools/lesson/home';
import { openLesson } from '../../tools/lesson/openLesson';
import type { Lesson } from '../../tools/lesson/steps';
import { cachePath } from '../../tools/project';
import { packedExtension } from '../../tools/vsix';
import type { OpenedWindow } from '../../tools/window/openWindow';

/** A lesson in a home of its own, which is gone when the lesson ends. */
export interface LessonForTests extends Lesson {
  readonly window: OpenedWindow;
  end(): Promise<void>;
}

/** Opens a window on the sample project; its pictures go to .cache/`name`. */
export async function lessonForTests(
  name: string,
  trust: { readonly trusted: boolean } = { trusted: true },
): Promise<LessonForTests> {
  const folder = await mkdtemp(path.join(tmpdir(), 'story-'));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  const pictures = cachePath(name);
  await rm(pictures, { recursive: true, force: true });
  try {
    const home = homeIn(path.join(folder, 'home'));
    const window = await openLesson(home, await packedExtension(), pictures, trust);
    const end = async () => {
      await window.close();
      await remove();
    };
    return { home, window, end };
  } catch (error) {
    await remove();
    throw error;
  }
}
