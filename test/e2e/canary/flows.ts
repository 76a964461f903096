import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import titles from '../../../package.nls.json';
import { emptyLocalRepository, readPasswords, type LessonHome } from '../../../tools/lesson/home';
import {
  startAndExpandSandbox,
  openView,
  repositoryPath,
  lessonSteps,
  lessonTree,
  type Lesson,
} from '../../../tools/lesson/steps';
import { readDialogText, clickDialogButton } from '../../../tools/window/dialog';
import { closeEditors } from '../../../tools/window/editor';
import { dismissAllNotifications, waitForNotification } from '../../../tools/window/notifications';
import { pickItem, waitForPickLabels, runPaletteCommand } from '../../../tools/window/quickPick';
import {
  openTerminal,
  waitForTerminalText,
  typeTerminalLine,
} from '../../../tools/window/terminal';
import { waitUntil } from '../../../tools/window/window';
import { readStatusBarItem } from '../../../tools/window/workbench';
import type { FaultySandbox } from '../sandboxWithFaults';

/** What a flow is played with. */
export interface Scene {
  readonly lesson: Lesson;
  readonly sandbox: FaultySandbox;
  /** Keeps the tokens that settings.xml holds now among those to be looked for. */
  readonly note: () => Promise<void>;
}

/** Something that people do with secrets at hand, and that must not leave one where it does not belong. */
export interface Flow {
  readonly title: string;
  readonly play: (scene: Scene) => Promise<void>;
}

/** Where Gradle is told the token. */
export const gradleProperties = (home: LessonHome): string =>
  path.join(home.folder, '.gradle', 'gradle.properties');

const command = (title: string) => `CodeArtifact: ${title}`;

/** Waits until settings.xml holds another token than before `act`. */
async function replacing({ lesson, note }: Scene, act: () => Promise<void>): Promise<void> {
  const [before] = await readPasswords(lesson.home);
  await act();
  const another = async () => {
    const [now] = await readPasswords(lesson.home);
    return now !== undefined && now !== '' && now !== before;
  };
  // What renews itself leaves a minute between two requests, and looks every half.
  await waitUntil(lesson.window, 'another token in settings.xml', another, 150);
  await note();
}

/** One after the other in one window. A new flow with secrets is a new entry here. */
export const flows: readonly Flow[] = [
  {
    title: 'connect and look around',
    async play({ lesson }) {
      await openView(lesson);
      await startAndExpandSandbox(lesson);
    },
  },
  {
    title: 'use a repository in Maven, with the diff',
    async play(scene) {
      await lessonSteps[2]?.take(scene.lesson);
      await lessonSteps[3]?.take(scene.lesson);
      await closeEditors(scene.lesson.window);
      await scene.note();
    },
  },
  {
    title: 'build with Maven',
    async play({ lesson: { window } }) {
      await runPaletteCommand(window, command(titles['command.compile']));
      await waitForTerminalText(window, /BUILD (SUCCESS|FAILURE)/, 240);
    },
  },
  {
    title: 'refresh the token by hand',
    play: scene =>
      replacing(scene, () =>
        runPaletteCommand(scene.lesson.window, command(titles['command.refreshToken'])),
      ),
  },
  {
    title: 'a refresh that AWS refuses, and the log of it',
    async play({ lesson: { window }, sandbox }) {
      const message = 'User: arn:aws:iam::111122223333:user/x is not authorized to perform this';
      const denied = { status: 403, type: 'AccessDeniedException', message };
      await sandbox.set([{ on: 'GetAuthorizationToken', ...denied }]);
      await runPaletteCommand(window, command(titles['command.refreshToken']));
      await waitForNotification(window, /not authorized|may not|denied/i);
      await sandbox.set([
        { on: 'GetAuthorizationToken', body: '<html>{', contentType: 'text/html' },
      ]);
      await runPaletteCommand(window, command(titles['command.refreshToken']));
      await waitForNotification(window, /proxy|answer/i);
      await sandbox.set([]);
      await dismissAllNotifications(window);
    },
  },
  {
    title: 'take the last change back, and make it again',
    async play(scene) {
      const { window } = scene.lesson;
      await runPaletteCommand(window, command(titles['command.undoSettings']));
      await waitUntil(window, 'the change to be gone', async () => {
        const text = await readFile(scene.lesson.home.settingsXml, 'utf8').catch(() => '');
        return !text.includes('<password>');
      });
      // The diff was seen once: now it is written without.
      await lessonTree(scene.lesson).press(repositoryPath, titles['command.useInMaven']);
      await pickItem(window, 'Everything');
      await waitForNotification(window, 'Maven now uses');
      await dismissAllNotifications(window);
      await scene.note();
    },
  },
  {
    title: 'use it in Gradle',
    async play(scene) {
      const { lesson } = scene;
      await lessonTree(lesson).choose(repositoryPath, titles['command.useInGradle']);
      await pickItem(lesson.window, 'Set a property in gradle.properties');
      await waitForNotification(lesson.window, 'gradle.properties now holds the token');
      await dismissAllNotifications(lesson.window);
      await scene.note();
    },
  },
  {
    title: 'a build that is refused, and its cure',
    async play(scene) {
      const { lesson, sandbox } = scene;
      const { window, home } = lesson;
      await emptyLocalRepository(home);
      await sandbox.set([{ on: 'maven', status: 401 }]);
      await typeTerminalLine(window, 'clear');
      // What the terminal shows makes the token suspect: it is renewed at once.
      await replacing(scene, async () => {
        await runPaletteCommand(window, command(titles['command.compile']));
        await waitForTerminalText(window, /\[Help 1\] http/, 240);
      });
      await sandbox.set([]);
      await replacing(scene, () => runPaletteCommand(window, command(titles['command.fix401'])));
      await clickDialogButton(window, 'Remove');
      await waitForNotification(window, 'Notes of failed downloads removed');
      await dismissAllNotifications(window);
    },
  },
  {
    title: 'a token that renews itself',
    async play(scene) {
      const { settingsXml } = scene.lesson.home;
      const text = await readFile(settingsXml, 'utf8');
      const [token = ''] = await readPasswords(scene.lesson.home);
      await replacing(scene, () => writeFile(settingsXml, text.replace(token, '')));
    },
  },
  {
    title: 'the token as a variable of new terminals',
    async play(scene) {
      const { window, home } = scene.lesson;
      const text = await readFile(home.settingsXml, 'utf8');
      const [token = ''] = await readPasswords(home);
      await writeFile(home.settingsXml, text.replace(token, '${env.CODEARTIFACT_AUTH_TOKEN}'));
      await runPaletteCommand(window, command(titles['command.refreshToken']));
      await readDialogText(window);
      await clickDialogButton(window, 'Set It in Terminals');
      await readStatusBarItem(window, 'token valid until');
      await openTerminal(window);
      await typeTerminalLine(window, 'echo "length ${#CODEARTIFACT_AUTH_TOKEN}"');
      await waitForTerminalText(window, /^length [1-9]\d{2,}$/m);
      await writeFile(home.settingsXml, text);
    },
  },
  {
    title: 'sign out, and in again by a refresh',
    async play(scene) {
      const { window, home } = scene.lesson;
      const [token = ''] = await readPasswords(home);
      assert.notEqual(token, '');
      await runPaletteCommand(window, command(titles['command.signOut']));
      await waitForPickLabels(window);
      await window.page.keyboard.press('Enter');
      await readStatusBarItem(window, 'Tokens removed');
      for (const file of [home.settingsXml, gradleProperties(home)])
        assert.ok(!(await readFile(file, 'utf8')).includes(token), file);
      await replacing(scene, () =>
        runPaletteCommand(window, command(titles['command.refreshToken'])),
      );
    },
  },
];
