import assert from 'node:assert/strict';
import titles from '../../package.nls.json';
import { readPasswords } from '../../tools/lesson/home';
import { writeSettingsXml } from '../../tools/lesson/settingsXml';
import { openView, lessonTree } from '../../tools/lesson/steps';
import { readDialogText, clickDialogButton } from '../../tools/window/dialog';
import {
  closeEditors,
  waitForCodeLens,
  readEditorText,
  clickCodeLens,
} from '../../tools/window/editor';
import {
  dismissAllNotifications,
  waitForNotification,
  clickNotificationButton,
} from '../../tools/window/notifications';
import { pickItem, waitForPickLabels, runPaletteCommand } from '../../tools/window/quickPick';
import { waitForTerminalText } from '../../tools/window/terminal';
import { takeScreenshot, waitUntil } from '../../tools/window/window';
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
    await waitUntil(window, 'the connection as newcomer', async () => {
      await runPaletteCommand(window, `CodeArtifact: ${titles['command.connect']}`);
      await pickItem(window, 'Sandbox as newcomer', 8);
      return lessonTree(lesson).find(['Sandbox'], 15);
    });
    await lessonTree(lesson).expand(['Sandbox']);
    const [refused = ''] = await lessonTree(lesson).childrenOf(['Sandbox']);
    assert.match(refused, /^The user newcomer is not allowed to do codeartifact:ListDomains/);

    await writeSettingsXml(home, 'webapp');
    await closeEditors(window);
    await runPaletteCommand(window, `CodeArtifact: ${titles['command.refreshToken']}`);
    const explained = /codeartifact:GetAuthorizationToken on the domain demo\. Its identity policy/;
    await told(explained);
    await takeScreenshot(window, '1-explanation');
    await clickNotificationButton(window, explained, 'Show Policy');
    const [best] = await waitForPickLabels(window);
    assert.equal(best, 'Read packages');
    await pickItem(window, 'Read packages');
    await waitUntil(window, 'the policy', async () =>
      (await readEditorText(window)).includes('"codeartifact:GetAuthorizationToken"'),
    );
    assert.match(await readEditorText(window), /repository\/demo\/webapp"/);
    await waitForCodeLens(window, titles['command.applyPolicy']);
    await takeScreenshot(window, '2-policy');
    await runPaletteCommand(window, `CodeArtifact: ${titles['command.refreshToken']}`);
    await told(explained);
    await takeScreenshot(window, '3-refused');
    await dismissAllNotifications(window);
    await clickCodeLens(window, titles['command.applyPolicy']);
    assert.match(await readDialogText(window), /identity newcomer of the sandbox/);
    await clickDialogButton(window, 'Apply');
    await retry();
    await closeEditors(window);
    await runPaletteCommand(window, `CodeArtifact: ${titles['command.compile']}`);
    assert.match(
      await waitForTerminalText(window, /BUILD (SUCCESS|FAILURE)|not found/, 300),
      /BUILD SUCCESS/,
    );
  });

  /** Waits for a notification, and for the progress to go that came before it. */
  async function told(what: RegExp): Promise<void> {
    const { window } = lesson;
    await waitForNotification(window, what);
    await waitUntil(window, 'the progress to go', async () => {
      const toasts = window.page.locator('.notifications-toasts .notification-list-item');
      return (await toasts.filter({ hasText: 'Fetching tokens' }).count()) === 0;
    });
  }

  /** Presses *Retry*, after which there is a token. */
  async function retry(): Promise<void> {
    const { home, window } = lesson;
    await clickNotificationButton(window, 'in force for newcomer', 'Retry');
    await waitUntil(window, 'a token in settings.xml', async () =>
      (await readPasswords(home)).some(password => password !== ''),
    );
    await dismissAllNotifications(window);
    await lessonTree(lesson).expand(['Sandbox', 'demo']);
  }
});
