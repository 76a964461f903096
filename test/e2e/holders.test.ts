import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import titles from '../../package.nls.json';
import {
  startAndExpandSandbox,
  openView,
  repositoryPath,
  lessonTree,
} from '../../tools/lesson/steps';
import { runProgram } from '../../tools/machine/run';
import { dismissAllNotifications, clickNotificationButton } from '../../tools/window/notifications';
import { pickItem, waitForPickLabels, runPaletteCommand } from '../../tools/window/quickPick';
import { openTerminal, waitForTerminalText, typeTerminalLine } from '../../tools/window/terminal';
import { takeScreenshot, waitUntil } from '../../tools/window/window';
import { TreeView } from '../../tools/window/tree';
import { hoverStatusBar, readStatusBarItem } from '../../tools/window/workbench';
import { dyingToken } from './dyingToken';
import { lessonForTests, type LessonForTests } from './lessonForTests';

const others = '# mine\norg.gradle.jvmargs=-Xmx1g\n';

describe('a token for Gradle, terminals and a file', function () {
  let lesson: LessonForTests;
  let properties: string;
  let file: string;
  let shells = 0;
  before(async () => {
    lesson = await lessonForTests('e2e-holders', {
      trusted: true,
      settings: {
        'codeartifact.terminal.token': true,
        'codeartifact.token.files': { demo: '~/secrets/demo' },
      },
    });
    properties = path.join(lesson.home.folder, '.gradle', 'gradle.properties');
    file = path.join(lesson.home.folder, 'secrets', 'demo');
    await mkdir(path.dirname(properties), { recursive: true });
    await writeFile(properties, others);
    await openView(lesson);
    await startAndExpandSandbox(lesson);
  });
  after(() => lesson.end());

  const property = async (): Promise<string | undefined> =>
    /^codeartifactToken=(.+)$/m.exec(await readFile(properties, 'utf8'))?.[1];

  /** The variable in a new terminal, by its length and its end. */
  async function inTerminal(): Promise<string> {
    const { window } = lesson;
    shells++;
    await openTerminal(window);
    await typeTerminalLine(
      window,
      `v="$CODEARTIFACT_AUTH_TOKEN"; echo "shell ${shells}: \${#v} \${v: -8}."`,
    );
    const shown = await waitForTerminalText(window, new RegExp(`^shell ${shells}: .*\\.$`, 'm'));
    return new RegExp(`^shell ${shells}: (.*)\\.$`, 'm').exec(shown)?.[1]?.trim() ?? '';
  }
  const brief = (token: string) => `${token.length} ${token.slice(-8)}`;

  it('is written by Use in Gradle, behind what was there', async () => {
    const { window } = lesson;
    await lessonTree(lesson).choose(repositoryPath, titles['command.useInGradle']);
    await pickItem(window, 'Set a property in gradle.properties');
    await clickNotificationButton(window, 'gradle.properties now holds the token', 'Copy Snippet…');
    assert.deepEqual(await waitForPickLabels(window), [
      ...['build.gradle', 'settings.gradle', 'build.gradle.kts', 'settings.gradle.kts'],
    ]);
    await pickItem(window, 'build.gradle');
    assert.match(await readStatusBarItem(window, 'to be pasted'), /build\.gradle/);
    const text = await readFile(properties, 'utf8');
    assert.equal(text, `${others}codeartifactToken=${(await property()) ?? ''}\n`);
  });

  it('is renewed by itself everywhere, with one token', async () => {
    const { window } = lesson;
    const old = dyingToken();
    await writeFile(properties, `${others}codeartifactToken=${old}\n`);
    const fresh = await waitUntil(
      window,
      'the same fresh token in the property and in the file',
      async () => {
        const token = await property();
        const other = await readFile(file, 'utf8').catch(() => undefined);
        return token !== undefined && token !== old && token === other ? token : undefined;
      },
      90,
    );
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    await waitUntil(
      window,
      'it in new terminals',
      async () => (await inTerminal()) === brief(fresh),
    );
    const told = await hoverStatusBar(window, /Token 1[12] h/);
    for (const holder of ['gradle.properties: codeartifactToken', 'CODEARTIFACT_AUTH_TOKEN'])
      assert.ok(told.includes(holder), told);
    await window.page.screenshot({ path: path.join(window.picturesFolder, 'tooltip.png') });
    await runPaletteCommand(window, `CodeArtifact: ${titles['command.tokenMenu']}`);
    assert.ok((await waitForPickLabels(window)).includes('Refresh All Tokens'));
    await takeScreenshot(window, 'menu');
    await window.page.keyboard.press('Escape');
  });

  it('goes from everywhere at sign-out, and nothing else does', async () => {
    const { window } = lesson;
    await dismissAllNotifications(window);
    await runPaletteCommand(window, `CodeArtifact: ${titles['command.signOut']}`);
    assert.deepEqual(await waitForPickLabels(window), [
      'gradle.properties: codeartifactToken',
      'Terminals: CODEARTIFACT_AUTH_TOKEN',
      'File: demo',
    ]);
    await takeScreenshot(window, 'sign-out');
    await window.page.keyboard.press('Enter');
    await readStatusBarItem(window, 'Tokens removed: 3');
    assert.equal(await readFile(properties, 'utf8'), others);
    assert.equal(existsSync(file), false);
    assert.equal(await inTerminal(), '0');
  });

  it('comes back with the next refresh', async () => {
    const { window } = lesson;
    await runPaletteCommand(window, `CodeArtifact: ${titles['command.refreshToken']}`);
    const token = await waitUntil(window, 'a token in the property', property);
    await waitUntil(window, 'it in the file', async () => {
      return existsSync(file) && (await readFile(file, 'utf8')) === token;
    });
    await waitUntil(
      window,
      'it in new terminals',
      async () => (await inTerminal()) === brief(token),
    );
  });

  it('is found by the doctor in a file that git tracks', async () => {
    const { window } = lesson;
    const git = (...args: readonly string[]) =>
      runProgram('git', ['-C', path.dirname(file), ...args]);
    await git('init', '--quiet');
    await git('add', path.basename(file));
    await runPaletteCommand(window, `CodeArtifact: ${titles['command.runDoctor']}`);
    const doctor = new TreeView(window, titles['view.doctor']);
    const check = 'Token under version control';
    await doctor.expand([check]);
    const [untracked = '', tracked = '', ...others] = await doctor.childrenOf([check]);
    assert.deepEqual(others, []);
    assert.match(tracked, /secrets\/demo$/);
    assert.match((await doctor.find([check, tracked])).description, /is tracked by Git/);
    assert.match(untracked, /gradle\.properties$/);
    assert.match((await doctor.find([check, untracked])).description, /not tracked by Git/);
  });
});
