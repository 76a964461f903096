import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import titles from '../../package.nls.json';
import { emptyLocalRepository, readPasswords } from '../../tools/lesson/home';
import { startAndExpandSandbox, openView, lessonSteps } from '../../tools/lesson/steps';
import { standInExtension } from '../../tools/vscode/standIns';
import { writeSettings } from '../../tools/vscode/writeSettings';
import { readDialogText, clickDialogButton } from '../../tools/window/dialog';
import { closeEditors } from '../../tools/window/editor';
import {
  dismissAllNotifications,
  waitForNotification,
  clickNotificationButton,
} from '../../tools/window/notifications';
import { runPaletteCommand } from '../../tools/window/quickPick';
import { waitForTerminalText, typeTerminalLine } from '../../tools/window/terminal';
import { TreeView } from '../../tools/window/tree';
import { takeScreenshot, waitUntil } from '../../tools/window/window';
import { hoverStatusBar, openViewContainer } from '../../tools/window/workbench';
import { lessonForTests, type LessonForTests } from './lessonForTests';
import { sandboxWithFaults, type FaultySandbox } from './sandboxWithFaults';

const callsFile = 'java-calls.jsonl';

describe('a build after its token has ended', () => {
  let lesson: LessonForTests;
  let sandbox: FaultySandbox;
  before(async () => {
    lesson = await lessonForTests('e2e-heal', {
      trusted: true,
      otherExtensions: [standInExtension('java'), standInExtension('maven')],
      env: home => ({ JAVA_STAND_IN_CALLS: path.join(home.folder, callsFile) }),
      settings: {
        // What renews by itself would be quicker than the build.
        'codeartifact.token.autoRefresh': false,
        'terminal.integrated.shellIntegration.enabled': true,
      },
      before: async home => {
        sandbox = await sandboxWithFaults(home);
        return async () => {
          await sandbox.stop();
        };
      },
    });
    await openView(lesson);
    await startAndExpandSandbox(lesson);
    // Use in Maven, and write it.
    await lessonSteps[2]?.take(lesson);
    await lessonSteps[3]?.take(lesson);
    await closeEditors(lesson.window);
    await dismissAllNotifications(lesson.window);
  });
  after(() => lesson.end());

  /** What Maven noted of failures. */
  async function markers(): Promise<string[]> {
    const { localRepository } = lesson.home;
    const names = await readdir(localRepository, { recursive: true }).catch(() => []);
    return names.filter(name => name.endsWith('.lastUpdated'));
  }

  /** The end of a build in the terminal; what it shows. */
  async function build(): Promise<string> {
    const { window } = lesson;
    await runPaletteCommand(window, `CodeArtifact: ${titles['command.compile']}`);
    // What failed is told in many lines, which push the verdict out of sight.
    const shown = await waitForTerminalText(window, /BUILD SUCCESS|\[Help 1\] http/, 240);
    await typeTerminalLine(window, 'clear');
    await waitUntil(
      window,
      'an empty terminal',
      async () => !/BUILD|Help 1/.test(await waitForTerminalText(window, /^/)),
    );
    return shown;
  }

  /** *Fix CodeArtifact 401* in the context menu of pom.xml, up to what is asked. */
  async function fix(): Promise<string> {
    const { window } = lesson;
    await openViewContainer(window, 'Explorer');
    await new TreeView(window, 'Files Explorer').choose(['pom.xml'], titles['command.fix401']);
    return readDialogText(window);
  }

  it('fails with 401, and succeeds once that is fixed from pom.xml', async () => {
    const { window, home } = lesson;
    await sandbox.set([{ on: 'GetAuthorizationToken', tokenSeconds: 3 }]);
    const [before] = await readPasswords(home);
    await runPaletteCommand(window, `CodeArtifact: ${titles['command.refreshToken']}`);
    const url = `${sandbox.announcement.endpoint}/maven/d/demo-111122223333/webapp/a/b/1/b-1.pom`;
    await waitUntil(window, 'a token that has ended', async () => {
      const [token = ''] = await readPasswords(home);
      const authorization = `Basic ${Buffer.from(`aws:${token}`).toString('base64')}`;
      return token !== before && (await fetch(url, { headers: { authorization } })).status === 401;
    });
    await sandbox.set([]);
    const short =
      /is valid for < 1 min instead of the requested 12 h, .* your AWS session expires then/;
    await waitForNotification(window, short);
    assert.match(await hoverStatusBar(window, 'Token expired'), short);
    await dismissAllNotifications(window);

    assert.match((await build()).replaceAll(/\s+/g, ''), /401/);
    const left = await markers();
    assert.ok(left.length > 0, 'Maven has noted it');
    await waitForNotification(window, /refused a download from demo\/webapp with 401/);
    await takeScreenshot(window, '1-offered');

    const question = await fix();
    assert.match(question, /Maven has noted that downloads from CodeArtifact failed/);
    assert.ok(question.includes(home.localRepository), question);
    assert.match(question, /Refused with 401: [1-9]/);
    await takeScreenshot(window, '2-asked');
    assert.deepEqual(await markers(), left, 'nothing goes before the yes');
    await clickDialogButton(window, 'Remove');
    await waitForNotification(window, /Notes of failed downloads removed: \d+\. The Java projects/);
    await takeScreenshot(window, '3-removed');
    assert.deepEqual(await markers(), []);
    const calls = (await readFile(path.join(home.folder, callsFile), 'utf8')).trim().split('\n');
    assert.ok(calls.at(-1)?.includes(path.join(home.project, 'pom.xml')), calls.join('\n'));

    assert.match(await build(), /BUILD SUCCESS/);
    await takeScreenshot(window, '4-built');
  });

  it('that was told 404 fails still when the packages are there, until its notes are removed', async () => {
    const { window, home } = lesson;
    await emptyLocalRepository(home);
    await sandbox.set([{ on: 'maven', status: 404 }]);
    assert.match(await build(), /Help 1/);
    await sandbox.set([]);
    await dismissAllNotifications(window);
    const [before] = await readPasswords(home);
    await runPaletteCommand(window, `CodeArtifact: ${titles['command.refreshToken']}`);
    await waitUntil(window, 'a fresh token', async () => (await readPasswords(home))[0] !== before);
    assert.match(await build(), /Help 1/, 'a fresh token does not end it');
    await fix();
    await clickDialogButton(window, 'Remove');
    await clickNotificationButton(window, /Notes of failed downloads removed/, 'Compile');
    await waitForTerminalText(window, /BUILD SUCCESS/, 240);
  });

  it('is not helped by a file that only Maven reads: that is told, and aligned', async () => {
    const { window, home } = lesson;
    await dismissAllNotifications(window);
    const settings = { 'maven.settingsFile': home.settingsXml };
    await writeSettings(path.join(window.tempFolder, 'user'), settings);
    await clickNotificationButton(window, /Maven reads .*, and the Java extension/, 'Align…');
    const question = await readDialogText(window);
    const written = `"java.configuration.maven.userSettings": ${JSON.stringify(home.settingsXml)}`;
    assert.ok(question.includes(written), question);
    await takeScreenshot(window, '5-aligned');
    await clickDialogButton(window, 'Write');
    const userSettings = path.join(window.tempFolder, 'user', 'User', 'settings.json');
    await waitUntil(window, 'the setting to be written', async () =>
      (await readFile(userSettings, 'utf8')).includes('java.configuration.maven.userSettings'),
    );
    await runPaletteCommand(window, `CodeArtifact: ${titles['command.alignSettings']}`);
    await waitForNotification(window, /name the same settings\.xml/);
  });
});
