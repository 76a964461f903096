import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { lookAround, openView } from '../../tools/lesson/steps';
import { notification } from '../../tools/window/notifications';
import { pressWelcome, trustFolder } from '../../tools/window/workbench';
import { lessonForTests, type LessonForTests } from './lessonForTests';

describe('a folder that is not trusted', () => {
  let lesson: LessonForTests;
  before(async () => {
    lesson = await lessonForTests('story-restricted', { trusted: false });
  });
  after(() => lesson.end());

  it('shows the view, starts and writes nothing, and does so once it is trusted', async () => {
    await openView(lesson);
    await pressWelcome(lesson.window, 'Try the Sandbox');
    assert.match(
      await notification(lesson.window, 'Restricted Mode'),
      /until you trust the folder/,
    );
    assert.equal(existsSync(lesson.home.sandboxFolder), false);
    assert.equal(existsSync(lesson.home.settingsXml), false);
    await trustFolder(lesson.window);
    await lookAround(lesson);
    assert.equal(existsSync(lesson.home.sandboxFolder), true);
  });
});
