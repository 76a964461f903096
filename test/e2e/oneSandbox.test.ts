import assert from 'node:assert/strict';
import titles from '../../package.nls.json';
import { openLesson } from '../../tools/lesson/openLesson';
import { lookAround, openView, repository, tree, type Lesson } from '../../tools/lesson/steps';
import { packedExtension } from '../../tools/vsix';
import { pressInDialog } from '../../tools/window/dialog';
import type { OpenedWindow } from '../../tools/window/openWindow';
import { runCommand } from '../../tools/window/quickPick';
import { until } from '../../tools/window/window';
import { lessonForTests, type LessonForTests } from './lessonForTests';

/** The address that a window shows for its sandbox, once it shows one that runs. */
async function address(lesson: Lesson): Promise<string> {
  return until(lesson.window, 'the address of the sandbox', async () => {
    const [row] = await tree(lesson).rows();
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
    await lookAround(first);
    other = await openLesson(home, await packedExtension(), first.window.picturesFolder);
    const second = { home, window: other };
    await openView(second);
    await lookAround(second);
    const shared = await address(first);
    assert.equal(await address(second), shared);

    await first.window.close();
    await runCommand(other, 'CodeArtifact: Refresh');
    await until(other, 'the sandbox to run again, where it was', async () => {
      await tree(second).expand(repository.slice(0, 2));
      return (await address(second)) === shared;
    });

    await tree(second).choose(['Sandbox'], titles['command.resetSandbox']);
    await pressInDialog(other, 'Reset');
    assert.equal(await address(second), shared);
    await tree(second).expand(repository.slice(0, 2));
    const names = await tree(second).childrenOf(repository.slice(0, 2));
    assert.deepEqual(names, ['maven-central-store', 'webapp']);
  });
});
