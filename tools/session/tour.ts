import { rm } from 'node:fs/promises';
import path from 'node:path';
import { lessonHomeIn } from '../lesson/home';
import { openLesson } from '../lesson/openLesson';
import { lessonSteps } from '../lesson/steps';
import { createTemporaryFolder } from '../machine/leftovers';
import { ensurePackedExtension } from '../vsix';

/**
 * Takes the first lesson by itself in a headless window, in a home that is gone afterwards, and
 * tells each step. Resolves to whether all of them went well. Rejects when `signal` aborts.
 */
export async function runTour(picturesFolder: string, signal: AbortSignal): Promise<boolean> {
  const { folder, remove } = createTemporaryFolder('tour-');
  await rm(picturesFolder, { recursive: true, force: true });
  try {
    const home = lessonHomeIn(path.join(folder, 'home'));
    const asForPeople = { trusted: true, allBuiltIns: true } as const;
    const vsix = await ensurePackedExtension();
    const window = await openLesson(home, vsix, picturesFolder, asForPeople);
    try {
      return await Promise.race([takeSteps({ window, home }), aborted(signal)]);
    } finally {
      await window.close();
    }
  } finally {
    await remove();
  }
}

async function takeSteps(
  lesson: Parameters<(typeof lessonSteps)[number]['take']>[0],
): Promise<boolean> {
  for (const [index, { title, take, pictures }] of lessonSteps.entries()) {
    const started = performance.now();
    const heading = `${index + 1}. ${title}`;
    try {
      const told = await take(lesson);
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(`✔ ${heading} (${seconds} s)\n     ${told}`);
      for (const name of pictures)
        console.log(`     ${path.join(lesson.window.picturesFolder, `${name}.png`)}`);
    } catch (error) {
      console.log(`✖ ${heading}\n     ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
  }
  return true;
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(new Error('Stopped.'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
}
