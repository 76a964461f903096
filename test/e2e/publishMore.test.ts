import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import titles from '../../package.nls.json';
import { startAndExpandSandbox, openView, lessonTree } from '../../tools/lesson/steps';
import { readDialogText, clickDialogButton } from '../../tools/window/dialog';
import { dragToView } from '../../tools/window/drag';
import { acceptInputBox, acceptFileDialog, readInputBoxValue } from '../../tools/window/inputBox';
import {
  dismissAllNotifications,
  waitForNotification,
  clickNotificationButton,
} from '../../tools/window/notifications';
import { pickItem, waitForPickLabels, readPickLabels } from '../../tools/window/quickPick';
import { TreeView } from '../../tools/window/tree';
import { attemptTimeout, takeScreenshot, waitUntil } from '../../tools/window/window';
import { openViewContainer, readStatusBarItem } from '../../tools/window/workbench';
import { lessonForTests, type LessonForTests } from './lessonForTests';
import { sandboxWithFaults, type FaultySandbox } from './sandboxWithFaults';

const webapp = ['Sandbox', 'demo', 'webapp'] as const;
const published = [...webapp, 'team', 'reports'] as const;
const slow = { on: 'PublishPackageVersion', latencyMs: 300_000 };

describe('publishing that goes other ways', () => {
  let lesson: LessonForTests;
  let sandbox: FaultySandbox;
  let folder: string;
  before(async () => {
    lesson = await lessonForTests('e2e-publish-more', {
      trusted: true,
      before: async home => {
        sandbox = await sandboxWithFaults(home);
        return async () => {
          await sandbox.stop();
        };
      },
    });
    folder = path.join(lesson.home.project, 'reports');
    await mkdir(folder);
    await writeFile(path.join(folder, 'summary.md'), '# Quarter\n');
    await writeFile(path.join(folder, '.env'), 'GREETING=hello\n');
    await writeFile(path.join(folder, '.env.prod'), 'PASSWORD=hunter2\n');
    for (const name of ['one.bin', 'two.bin'])
      await writeFile(path.join(lesson.home.project, name), name);
    await openView(lesson);
    await startAndExpandSandbox(lesson);
  });
  after(() => lesson.end());

  const files = () => new TreeView(lesson.window, 'Files Explorer');

  /** Temporary archives, wherever VS Code keeps them. */
  async function temporary(): Promise<string[]> {
    const all = await readdir(lesson.window.tempFolder, { recursive: true });
    return all.filter(it => path.basename(it).startsWith('.codeartifact-'));
  }

  async function answerTarget(namespace: string, name: string, version: string): Promise<void> {
    const { window } = lesson;
    await acceptInputBox(window, /Namespace/, namespace);
    assert.equal(await readInputBoxValue(window, /Package name/), name);
    await acceptInputBox(window, /Package name/);
    assert.equal(await readInputBoxValue(window, /Version/), version);
    await acceptInputBox(window, /Version/);
  }

  async function confirmTicked(): Promise<void> {
    const { window } = lesson;
    await window.page.keyboard.press('Enter');
    await waitUntil(window, 'the preview once more', async () =>
      (await readPickLabels(window)).includes('Publish'),
    );
  }

  async function publishBoth(): Promise<void> {
    const { window } = lesson;
    await openViewContainer(window, 'Explorer');
    await files().click(['one.bin']);
    await files().select(['two.bin']);
    await files().choose(['two.bin'], titles['command.publishFiles']);
    await pickItem(window, 'webapp');
  }

  it('takes a folder that is dragged onto a repository, and the secret that was confirmed', async () => {
    const { window, home } = lesson;
    await openViewContainer(window, 'Explorer');
    const from = await files().place(['reports']);
    await dragToView(window, from, 'CodeArtifact', () => lessonTree(lesson).place(webapp));
    await answerTarget('team', 'reports', '1.0.0');
    await pickItem(window, 'Include Files That Look Like Secrets…');
    const row = window.page.locator('.quick-input-list .monaco-list-row', { hasText: '.env' });
    await waitUntil(window, 'both that look like secrets', async () => (await row.count()) === 2);
    assert.deepEqual(await waitForPickLabels(window), ['.env', '.env.prod']);
    await takeScreenshot(window, '1-secrets');
    await row.first().click(attemptTimeout);
    await confirmTicked();
    // Who looks again finds what was ticked before.
    await pickItem(window, 'Include Files That Look Like Secrets…');
    await waitUntil(window, 'both again', async () => (await row.count()) === 2);
    await confirmTicked();
    await pickItem(window, 'Publish');
    await waitForNotification(window, /team\/reports 1\.0\.0 is published/);
    await dismissAllNotifications(window);

    const asset = [...published, '1.0.0', 'reports-1.0.0.tar.gz'];
    await lessonTree(lesson).expand(asset.slice(0, -1));
    await lessonTree(lesson).press(asset, titles['command.download']);
    const target = path.join(home.folder, 'reports.tar.gz');
    await acceptFileDialog(window, target);
    await waitForNotification(window, /reports\.tar\.gz downloaded .*SHA-256 verified/);
    await dismissAllNotifications(window);
    const held = execFileSync('tar', ['-xzOf', target, '.env'], { encoding: 'utf8' });
    assert.equal(held, 'GREETING=hello\n');
    const names = execFileSync('tar', ['-tzf', target], { encoding: 'utf8' });
    assert.deepEqual(names.trim().split('\n'), ['.env', 'summary.md']);
  });

  it('leaves nothing behind where the upload is cancelled', async () => {
    const { window } = lesson;
    await sandbox.set([slow]);
    await openViewContainer(window, 'Explorer');
    await files().choose(['reports'], titles['command.publish']);
    await pickItem(window, 'webapp');
    await answerTarget('team', 'reports', '1.0.1');
    await pickItem(window, 'Publish');
    await waitForNotification(window, 'Publishing team/reports 1.0.1');
    assert.equal((await temporary()).length, 1, 'the archive that is being sent');
    await clickNotificationButton(window, 'Publishing team/reports 1.0.1', 'Cancel');
    await readStatusBarItem(window, 'Nothing was published');
    await takeScreenshot(window, '2-cancelled');
    await waitUntil(window, 'the archive to go', async () => (await temporary()).length === 0);
    const toasts = window.page.locator('.notifications-toasts .notification-list-item');
    assert.deepEqual(await toasts.allTextContents(), []);
    await openViewContainer(window, 'CodeArtifact');
    await lessonTree(lesson).choose(published, titles['command.refresh']);
    assert.deepEqual(await lessonTree(lesson).childrenOf(published), ['1.0.0']);
  });

  it('publishes files as assets: unfinished where it is cancelled, published when gone on with', async () => {
    const { window } = lesson;
    const version = [...webapp, 'team', 'first-lesson', '1.0.0'] as const;
    // The first one passes.
    await sandbox.set([{ ...slow, latencyMs: 0, times: 1 }, slow]);
    await publishBoth();
    await answerTarget('team', 'first-lesson', '1.0.0');
    await pickItem(window, 'Publish');
    await clickNotificationButton(window, 'Publishing team/first-lesson 1.0.0', 'Cancel');
    const left = await waitForNotification(window, 'is unfinished');
    assert.match(left, /team\/first-lesson 1\.0\.0 is unfinished, with 1 asset\./);
    await takeScreenshot(window, '3-unfinished');
    await openViewContainer(window, 'CodeArtifact');
    await lessonTree(lesson).expand(version.slice(0, -1));
    assert.match((await lessonTree(lesson).find(version)).description, /Unfinished/);
    await dismissAllNotifications(window);

    await sandbox.set([]);
    await publishBoth();
    // What is unfinished is proposed: it is gone on with.
    await answerTarget('team', 'first-lesson', '1.0.0');
    await pickItem(window, 'Publish');
    await waitForNotification(window, /team\/first-lesson 1\.0\.0 is published \(2 assets/);
    await clickNotificationButton(window, 'is published', 'Show in Tree');
    await lessonTree(lesson).find([...version, 'two.bin']);
    assert.equal((await lessonTree(lesson).find(version)).description, 'published here');
    assert.deepEqual(await lessonTree(lesson).childrenOf(version), ['one.bin', 'two.bin']);
    await takeScreenshot(window, '4-published');
    assert.deepEqual(sandbox.answers('PublishPackageVersion').at(-1), 200);
  });

  it('fetches both into a folder, and replaces there only what it may', async () => {
    const { home, window } = lesson;
    const version = [...webapp, 'team', 'first-lesson', '1.0.0'] as const;
    const folder = path.join(home.folder, 'both');
    const here = (name: string) => readFile(path.join(folder, name), 'utf8');
    await mkdir(folder);
    await writeFile(path.join(folder, 'one.bin'), 'mine');
    const fetchBoth = async (answer: string) => {
      await dismissAllNotifications(window);
      await lessonTree(lesson).choose(version, titles['command.download']);
      assert.deepEqual(await waitForPickLabels(window), ['one.bin', 'two.bin']);
      await window.page.keyboard.press('Enter');
      await acceptFileDialog(window, folder);
      const asked = await readDialogText(window);
      await takeScreenshot(window, '5-asked');
      await clickDialogButton(window, answer);
      return asked;
    };
    const asked = await fetchBoth('Skip Them');
    assert.match(asked, /1 of 2 files are in both already\.one\.bin/);
    await waitForNotification(window, /two\.bin downloaded .*SHA-256 verified/);
    assert.equal(await here('one.bin'), 'mine');
    assert.match(
      await fetchBoth('Replace'),
      /2 of 2 files are in both already\.one\.bin\s*two\.bin/,
    );
    await waitForNotification(window, /2 assets downloaded .*SHA-256 verified/);
    for (const name of ['one.bin', 'two.bin'])
      assert.equal(await here(name), await readFile(path.join(home.project, name), 'utf8'));
  });

  it('tells which of several it has fetched before one failed, and why', async () => {
    const { home, window } = lesson;
    const version = [...webapp, 'team', 'first-lesson', '1.0.0'] as const;
    const folder = path.join(home.folder, 'half');
    await mkdir(folder);
    await dismissAllNotifications(window);
    const on = 'GetPackageVersionAsset';
    const refused = { status: 403, type: 'AccessDeniedException', message: 'no more' };
    await sandbox.set([
      { on, latencyMs: 0, times: 1 },
      { on, ...refused },
    ]);
    await lessonTree(lesson).choose(version, titles['command.download']);
    await waitForPickLabels(window);
    await window.page.keyboard.press('Enter');
    await acceptFileDialog(window, folder);
    await waitForNotification(window, /1 of 2 assets downloaded .*SHA-256 verified/);
    await waitForNotification(window, /not allowed to do codeartifact:GetPackageVersionAsset/);
    await takeScreenshot(window, '6-one-of-two');
    assert.deepEqual(await readdir(folder), ['one.bin']);
  });
});
