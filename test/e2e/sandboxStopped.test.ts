import assert from 'node:assert/strict';
import titles from '../../package.nls.json';
import { lookAround, openView, repository, tree } from '../../tools/lesson/steps';
import { until } from '../../tools/window/window';
import { lessonForTests, type LessonForTests } from './lessonForTests';

describe('a sandbox that was stopped', () => {
  let lesson: LessonForTests;
  before(async () => {
    lesson = await lessonForTests('e2e-stopped');
    await openView(lesson);
    await lookAround(lesson);
  });
  after(() => lesson.end());

  it('says so in the tree, and is started again from there', async () => {
    await tree(lesson).press(['Sandbox'], titles['command.stopSandbox']);
    await until(lesson.window, 'the sandbox to be shown as stopped', async () =>
      (await tree(lesson).rows()).some(row => row.description === 'stopped'),
    );
    assert.equal((await tree(lesson).rows()).length, 1, 'nothing of it is shown any more');
    await tree(lesson).press(['Sandbox'], titles['command.startSandbox']);
    await tree(lesson).expand(repository.slice(0, 2));
    assert.ok((await tree(lesson).childrenOf(repository.slice(0, 2))).includes('webapp'));
  });
});
