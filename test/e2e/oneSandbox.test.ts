import assert from 'node:assert/strict';
import titles from '../../package.nls.json';
import { openLesson } from '../../tools/lesson/openLesson';
import {
  startAndExpandSandbox,
  openView,
  repositoryPath,
  lessonTree,
  type Lesson,
} from '../../tools/lesson/steps';
import { ensurePackedExtension } from '../../tools/vsix';
import { clickDialogButton } from '../../tools/window/dialog';
import type { OpenedWindow } from '../../tools/window/openWindow';
import { runPaletteCommand } from '../../tools/window/quickPick';
import { waitUntil } from '../../tools/window/window';
import { lessonForTests, type LessonForTests } from './lessonForTests';

/** The address that a window shows for its sandbox, once it shows one that runs. */
async function address(lesson: Lesson): Promise<string> {
  return waitUntil(lesson.window, 'the address of the sandbox', async () => {
    const [row] = await lessonTree(lesson).rows();
    return row?.label === 'Sandbox' && row.description !== 'stopped' ? row.description : undefined;
  });
}

describe('one sandbox for two windows', () => {
  let first: LessonForTests;
  let other: OpenedWindow | undefined;
  before(async () => {
    first = await lessonForTests('e2e-two-windows');
  });
  after(async () => {
    await other?.close();
    await first.end();
  });

  it('is shared, outlives the window that started it, and can be reset', async () => {
    const { home } = first;
    await openView(first);
    await startAndExpandSandbox(first);
    other = await openLesson(home, await ensurePackedExtension(), first.window.picturesFolder);
    const second = { home, window: other };
    await openView(second);
    await startAndExpandSandbox(second);
    const shared = await address(first);
    assert.equal(await address(second), shared);

    await first.window.close();
    await runPaletteCommand(other, 'CodeArtifact: Refresh');
    await waitUntil(other, 'the sandbox to run again, where it was', async () => {
      await lessonTree(second).expand(repositoryPath.slice(0, 2));
      return (await address(second)) === shared;
    });

    await lessonTree(second).choose(['Sandbox'], titles['command.resetSandbox']);
    await clickDialogButton(other, 'Reset');
    assert.equal(await address(second), shared);
    await lessonTree(second).expand(repositoryPath.slice(0, 2));
    const names = await lessonTree(second).childrenOf(repositoryPath.slice(0, 2));
    assert.deepEqual(names, ['maven-central-store', 'webapp']);
  });
});
