import assert from 'node:assert/strict';
import titles from '../../package.nls.json';
import {
  startAndExpandSandbox,
  openView,
  repositoryPath,
  lessonTree,
} from '../../tools/lesson/steps';
import { waitUntil } from '../../tools/window/window';
import { lessonForTests, type LessonForTests } from './lessonForTests';

describe('a sandbox that was stopped', () => {
  let lesson: LessonForTests;
  before(async () => {
    lesson = await lessonForTests('e2e-stopped');
    await openView(lesson);
    await startAndExpandSandbox(lesson);
  });
  after(() => lesson.end());

  it('says so in the tree, and is started again from there', async () => {
    await lessonTree(lesson).press(['Sandbox'], titles['command.stopSandbox']);
    await waitUntil(lesson.window, 'the sandbox to be shown as stopped', async () =>
      (await lessonTree(lesson).rows()).some(row => row.description === 'stopped'),
    );
    assert.equal((await lessonTree(lesson).rows()).length, 1, 'nothing of it is shown any more');
    await lessonTree(lesson).press(['Sandbox'], titles['command.startSandbox']);
    await lessonTree(lesson).expand(repositoryPath.slice(0, 2));
    assert.ok((await lessonTree(lesson).childrenOf(repositoryPath.slice(0, 2))).includes('webapp'));
  });
});
