import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import titles from '../../package.nls.json';
import { closeEditors, readDiffText } from '../window/editor';
import { waitForNotification, clickNotificationButton } from '../window/notifications';
import { pickItem, waitForPickLabels, runPaletteCommand } from '../window/quickPick';
import { waitForTerminalText, typeTerminalLine } from '../window/terminal';
import { TreeView } from '../window/tree';
import { takeScreenshot, waitUntil, type CodeWindow } from '../window/window';
import {
  clickStatusBar,
  openViewContainer,
  clickWelcomeLink,
  readStatusBarItem,
} from '../window/workbench';
import { emptyLocalRepository, readPasswords, type LessonHome } from './home';

/** The window and the home that the lesson is taken in. */
export interface Lesson {
  readonly window: CodeWindow;
  readonly home: LessonHome;
}

/** What the newcomer does, and what there is to see then. Rejects where it is not to be seen. */
export interface LessonStep {
  readonly title: string;
  /** The names of the pictures that it takes. */
  readonly pictures: readonly string[];
  readonly take: (lesson: Lesson) => Promise<string>;
}

/** The way to the repository that the lesson uses. */
export const repositoryPath = ['Sandbox', 'demo', 'webapp'] as const;
const buildSeconds = 300;

/** The tree of the view. */
export const lessonTree = ({ window }: Lesson) => new TreeView(window, titles['view.explorer']);

/** The first lesson: what a newcomer does from the empty view to the second build. */
export const lessonSteps: readonly LessonStep[] = [
  { title: 'Open the view CodeArtifact', pictures: ['1-welcome'], take: openView },
  {
    title: 'Press Try the Sandbox and expand down to the repositories',
    pictures: ['2-repositories'],
    take: startAndExpandSandbox,
  },
  {
    title: 'Press Use in Maven on webapp and look at the diff',
    pictures: ['3-use-in-maven', '4-diff'],
    take: lookAtDiff,
  },
  { title: 'Write these changes', pictures: ['5-written'], take: writeChanges },
  { title: 'Press Compile', pictures: ['6-compiled'], take: compile },
  { title: 'See the packages in the tree', pictures: ['7-packages'], take: seePackages },
  {
    title: 'Replace the token by a click on the status bar',
    pictures: ['8-token'],
    take: replaceToken,
  },
  {
    title: 'Compile again with an empty local repository',
    pictures: ['9-compiled-again'],
    take: compileAnew,
  },
];

/** Opens the view, which offers to connect to AWS or to try the sandbox. */
export async function openView({ window }: Lesson): Promise<string> {
  await openViewContainer(window, 'CodeArtifact');
  await waitUntil(
    window,
    'the empty view',
    async () => (await window.page.locator('.welcome-view-content:visible').count()) > 0,
  );
  await takeScreenshot(window, '1-welcome');
  return 'it offers to connect to AWS or to try the sandbox';
}

/** Starts the sandbox from the empty view and expands down to its repositories. */
export async function startAndExpandSandbox(lesson: Lesson): Promise<string> {
  await clickWelcomeLink(lesson.window, 'Try the Sandbox');
  await lessonTree(lesson).find(repositoryPath.slice(0, 1));
  await lessonTree(lesson).expand(repositoryPath.slice(0, 2));
  const found = await lessonTree(lesson).childrenOf(repositoryPath.slice(0, 2));
  for (const name of ['maven-central-store', 'webapp'])
    if (!found.includes(name)) throw new Error(`${name} is not among ${found.join(', ')}`);
  await takeScreenshot(lesson.window, '2-repositories');
  return `the domain demo with ${found.join(' and ')}`;
}

async function lookAtDiff(lesson: Lesson): Promise<string> {
  const { window } = lesson;
  await lessonTree(lesson).press(repositoryPath, titles['command.useInMaven']);
  const [recommended] = await waitForPickLabels(window);
  if (recommended !== 'Everything') throw new Error(`${recommended ?? '?'} comes first`);
  await takeScreenshot(window, '3-use-in-maven');
  await pickItem(window, 'Everything');
  await waitUntil(window, 'the question whether to write', async () =>
    (await waitForPickLabels(window)).includes('Write these changes'),
  );
  const { after } = await readDiffText(window);
  for (const part of ['<id>demo-webapp</id>', '<username>aws</username>'])
    if (!after.includes(part)) throw new Error(`The diff does not show ${part}: ${after}`);
  if (existsSync(lesson.home.settingsXml)) throw new Error('It was written before the yes.');
  await takeScreenshot(window, '4-diff');
  return 'a server, a profile and a mirror, and nothing is written yet';
}

async function writeChanges({ window, home }: Lesson): Promise<string> {
  await pickItem(window, 'Write these changes');
  const told = await waitForNotification(window, 'Maven now uses');
  const [token, ...others] = await readPasswords(home);
  if (!token || others.length > 0) throw new Error('settings.xml has no single password.');
  if (!(await readFile(home.settingsXml, 'utf8')).includes('<mirrorOf>*</mirrorOf>'))
    throw new Error('settings.xml has no mirror of everything.');
  await takeScreenshot(window, '5-written');
  return told;
}

async function compile({ window, home }: Lesson): Promise<string> {
  await closeEditors(window);
  await clickNotificationButton(window, 'Maven now uses', 'Compile');
  await buildSuccess(window);
  await takeScreenshot(window, '6-compiled');
  if (!existsSync(home.localRepository)) throw new Error('Maven has used another home.');
  return 'BUILD SUCCESS';
}

async function seePackages(lesson: Lesson): Promise<string> {
  await runPaletteCommand(lesson.window, `CodeArtifact: ${titles['command.refresh']}`);
  const version = [...repositoryPath, 'org.apache.commons', 'commons-lang3', '3.12.0'];
  await lessonTree(lesson).expand(version.slice(0, -1));
  await lessonTree(lesson).find(version);
  await takeScreenshot(lesson.window, '7-packages');
  return 'org.apache.commons, commons-lang3, 3.12.0';
}

async function replaceToken({ window, home }: Lesson): Promise<string> {
  const [before] = await readPasswords(home);
  await clickStatusBar(window, 'Token');
  await waitUntil(window, 'another token in settings.xml', async () => {
    const [now] = await readPasswords(home);
    return now !== undefined && now !== '' && now !== before;
  });
  const left = await readStatusBarItem(window, /Token \d+ h/);
  await takeScreenshot(window, '8-token');
  return `settings.xml has a fresh one; the status bar says ${left}`;
}

async function compileAnew({ window, home }: Lesson): Promise<string> {
  await emptyLocalRepository(home);
  await typeTerminalLine(window, 'clear');
  await waitUntil(
    window,
    'an empty terminal',
    async () => !(await waitForTerminalText(window, /^/)).includes('BUILD'),
  );
  await runPaletteCommand(window, `CodeArtifact: ${titles['command.compile']}`);
  await buildSuccess(window);
  await takeScreenshot(window, '9-compiled-again');
  if (!existsSync(home.localRepository)) throw new Error('Maven has fetched nothing.');
  return 'BUILD SUCCESS, everything fetched anew';
}

async function buildSuccess(window: CodeWindow): Promise<void> {
  const shown = await waitForTerminalText(
    window,
    /BUILD (SUCCESS|FAILURE)|not found/,
    buildSeconds,
  );
  if (!shown.includes('BUILD SUCCESS')) throw new Error(`The build failed:\n${shown}`);
}
