import assert from 'node:assert/strict';
import titles from '../../package.nls.json';
import { passwords } from '../../tools/lesson/home';
import { writeSettingsFor } from '../../tools/lesson/settingsXml';
import { openView, tree } from '../../tools/lesson/steps';
import { dialogText, pressInDialog } from '../../tools/window/dialog';
import { closeEditors, codeLens, editorText, pressCodeLens } from '../../tools/window/editor';
import { dismissAll, notification, pressInNotification } from '../../tools/window/notifications';
import { pick, picks, runCommand } from '../../tools/window/quickPick';
import { terminalShows } from '../../tools/window/terminal';
import { picture, until } from '../../tools/window/window';
import { lessonForTests, type LessonForTests } from './lessonForTests';

describe('an identity that may do nothing', () => {
  let lesson: LessonForTests;
  before(async () => {
    lesson = await lessonForTests('e2e-refused');
    await openView(lesson);
  });
  after(() => lesson.end());

  it('is told which statement is missing, is given the policy, and builds', async () => {
    const { home, window } = lesson;
    // A quick pick that opens while the palette gives the focus back may be closed by that.
    await until(window, 'the connection as newcomer', async () => {
      await runCommand(window, `CodeArtifact: ${titles['command.connect']}`);
      await pick(window, 'Sandbox as newcomer', 8);
      return tree(lesson).find(['Sandbox'], 15);
    });
    await tree(lesson).expand(['Sandbox']);
    const [refused = ''] = await tree(lesson).childrenOf(['Sandbox']);
    assert.match(refused, /^The user newcomer is not allowed to do codeartifact:ListDomains/);

    await writeSettingsFor(home, 'webapp');
    await closeEditors(window);
    await runCommand(window, `CodeArtifact: ${titles['command.refreshToken']}`);
    const explained = /codeartifact:GetAuthorizationToken on the domain demo\. Its identity policy/;
    await told(explained);
    await picture(window, '1-explanation');
    await pressInNotification(window, explained, 'Show Policy');
    const [best] = await picks(window);
    assert.equal(best, 'Read packages');
    await pick(window, 'Read packages');
    await until(window, 'the policy', async () =>
      (await editorText(window)).includes('"codeartifact:GetAuthorizationToken"'),
    );
    assert.match(await editorText(window), /repository\/demo\/webapp"/);
    await codeLens(window, titles['command.applyPolicy']);
    await picture(window, '2-policy');
    await runCommand(window, `CodeArtifact: ${titles['command.refreshToken']}`);
    await told(explained);
    await picture(window, '3-refused');
    await dismissAll(window);
    await pressCodeLens(window, titles['command.applyPolicy']);
    assert.match(await dialogText(window), /identity newcomer of the sandbox/);
    await pressInDialog(window, 'Apply');
    await retry();
    await closeEditors(window);
    await runCommand(window, `CodeArtifact: ${titles['command.compile']}`);
    assert.match(
      await terminalShows(window, /BUILD (SUCCESS|FAILURE)|not found/, 300),
      /BUILD SUCCESS/,
    );
  });

  /** Waits for a notification, and for the progress to go that came before it. */
  async function told(what: RegExp): Promise<void> {
    const { window } = lesson;
    await notification(window, what);
    await until(window, 'the progress to go', async () => {
      const toasts = window.page.locator('.notifications-toasts .notification-list-item');
      return (await toasts.filter({ hasText: 'Fetching tokens' }).count()) === 0;
    });
  }

  /** Presses *Retry*, after which there is a token. */
  async function retry(): Promise<void> {
    const { home, window } = lesson;
    await pressInNotification(window, 'in force for newcomer', 'Retry');
    await until(window, 'a token in settings.xml', async () =>
      (await passwords(home)).some(password => password !== ''),
    );
    await dismissAll(window);
    await tree(lesson).expand(['Sandbox', 'demo']);
  }
});
