import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import titles from '../../package.nls.json';
import { lookAround, openView, tree } from '../../tools/lesson/steps';
import { dialogText, pressInDialog } from '../../tools/window/dialog';
import { dragInto } from '../../tools/window/drag';
import { answerBox, answerFileDialog, boxValue } from '../../tools/window/inputBox';
import { dismissAll, notification, pressInNotification } from '../../tools/window/notifications';
import { pick, picks, shownPicks } from '../../tools/window/quickPick';
import { Tree } from '../../tools/window/tree';
import { once, picture, until } from '../../tools/window/window';
import { openContainer, statusBarItem } from '../../tools/window/workbench';
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
    await lookAround(lesson);
  });
  after(() => lesson.end());

  const files = () => new Tree(lesson.window, 'Files Explorer');

  /** Temporary archives, wherever VS Code keeps them. */
  async function temporary(): Promise<string[]> {
    const all = await readdir(lesson.window.tempFolder, { recursive: true });
    return all.filter(it => path.basename(it).startsWith('.codeartifact-'));
  }

  async function answerTarget(namespace: string, name: string, version: string): Promise<void> {
    const { window } = lesson;
    await answerBox(window, /Namespace/, namespace);
    assert.equal(await boxValue(window, /Package name/), name);
    await answerBox(window, /Package name/);
    assert.equal(await boxValue(window, /Version/), version);
    await answerBox(window, /Version/);
  }

  async function confirmTicked(): Promise<void> {
    const { window } = lesson;
    await window.page.keyboard.press('Enter');
    await until(window, 'the preview once more', async () =>
      (await shownPicks(window)).includes('Publish'),
    );
  }

  async function publishBoth(): Promise<void> {
    const { window } = lesson;
    await openContainer(window, 'Explorer');
    await files().click(['one.bin']);
    await files().select(['two.bin']);
    await files().choose(['two.bin'], titles['command.publishFiles']);
    await pick(window, 'webapp');
  }

  it('takes a folder that is dragged onto a repository, and the secret that was confirmed', async () => {
    const { window, home } = lesson;
    await openContainer(window, 'Explorer');
    const from = await files().place(['reports']);
    await dragInto(window, from, 'CodeArtifact', () => tree(lesson).place(webapp));
    await answerTarget('team', 'reports', '1.0.0');
    await pick(window, 'Include Files That Look Like Secrets…');
    const row = window.page.locator('.quick-input-list .monaco-list-row', { hasText: '.env' });
    await until(window, 'both that look like secrets', async () => (await row.count()) === 2);
    assert.deepEqual(await picks(window), ['.env', '.env.prod']);
    await picture(window, '1-secrets');
    await row.first().click(once);
    await confirmTicked();
    // Who looks again finds what was ticked before.
    await pick(window, 'Include Files That Look Like Secrets…');
    await until(window, 'both again', async () => (await row.count()) === 2);
    await confirmTicked();
    await pick(window, 'Publish');
    await notification(window, /team\/reports 1\.0\.0 is published/);
    await dismissAll(window);

    const asset = [...published, '1.0.0', 'reports-1.0.0.tar.gz'];
    await tree(lesson).expand(asset.slice(0, -1));
    await tree(lesson).press(asset, titles['command.download']);
    const target = path.join(home.folder, 'reports.tar.gz');
    await answerFileDialog(window, target);
    await notification(window, /reports\.tar\.gz downloaded .*SHA-256 verified/);
    await dismissAll(window);
    const held = execFileSync('tar', ['-xzOf', target, '.env'], { encoding: 'utf8' });
    assert.equal(held, 'GREETING=hello\n');
    const names = execFileSync('tar', ['-tzf', target], { encoding: 'utf8' });
    assert.deepEqual(names.trim().split('\n'), ['.env', 'summary.md']);
  });

  it('leaves nothing behind where the upload is cancelled', async () => {
    const { window } = lesson;
    await sandbox.set([slow]);
    await openContainer(window, 'Explorer');
    await files().choose(['reports'], titles['command.publish']);
    await pick(window, 'webapp');
    await answerTarget('team', 'reports', '1.0.1');
    await pick(window, 'Publish');
    await notification(window, 'Publishing team/reports 1.0.1');
    assert.equal((await temporary()).length, 1, 'the archive that is being sent');
    await pressInNotification(window, 'Publishing team/reports 1.0.1', 'Cancel');
    await statusBarItem(window, 'Nothing was published');
    await picture(window, '2-cancelled');
    await until(window, 'the archive to go', async () => (await temporary()).length === 0);
    const toasts = window.page.locator('.notifications-toasts .notification-list-item');
    assert.deepEqual(await toasts.allTextContents(), []);
    await openContainer(window, 'CodeArtifact');
    await tree(lesson).choose(published, titles['command.refresh']);
    assert.deepEqual(await tree(lesson).childrenOf(published), ['1.0.0']);
  });

  it('publishes files as assets: unfinished where it is cancelled, published when gone on with', async () => {
    const { window } = lesson;
    const version = [...webapp, 'team', 'first-lesson', '1.0.0'] as const;
    // The first one passes.
    await sandbox.set([{ ...slow, latencyMs: 0, times: 1 }, slow]);
    await publishBoth();
    await answerTarget('team', 'first-lesson', '1.0.0');
    await pick(window, 'Publish');
    await pressInNotification(window, 'Publishing team/first-lesson 1.0.0', 'Cancel');
    const left = await notification(window, 'is left unfinished');
    assert.match(left, /team\/first-lesson 1\.0\.0 is left unfinished, with 1 asset\./);
    await picture(window, '3-unfinished');
    await openContainer(window, 'CodeArtifact');
    await tree(lesson).expand(version.slice(0, -1));
    assert.match((await tree(lesson).find(version)).description, /Unfinished/);
    await dismissAll(window);

    await sandbox.set([]);
    await publishBoth();
    // What is unfinished is proposed: it is gone on with.
    await answerTarget('team', 'first-lesson', '1.0.0');
    await pick(window, 'Publish');
    await notification(window, /team\/first-lesson 1\.0\.0 is published \(2 assets/);
    await pressInNotification(window, 'is published', 'Show in Tree');
    await tree(lesson).find([...version, 'two.bin']);
    assert.equal((await tree(lesson).find(version)).description, 'published here');
    assert.deepEqual(await tree(lesson).childrenOf(version), ['one.bin', 'two.bin']);
    await picture(window, '4-published');
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
      await dismissAll(window);
      await tree(lesson).choose(version, titles['command.download']);
      assert.deepEqual(await picks(window), ['one.bin', 'two.bin']);
      await window.page.keyboard.press('Enter');
      await answerFileDialog(window, folder);
      const asked = await dialogText(window);
      await picture(window, '5-asked');
      await pressInDialog(window, answer);
      return asked;
    };
    const asked = await fetchBoth('Skip Them');
    assert.match(asked, /1 of 2 files are in both already\.one\.bin/);
    await notification(window, /two\.bin downloaded .*SHA-256 verified/);
    assert.equal(await here('one.bin'), 'mine');
    assert.match(
      await fetchBoth('Replace'),
      /2 of 2 files are in both already\.one\.bin\s*two\.bin/,
    );
    await notification(window, /2 assets downloaded .*SHA-256 verified/);
    for (const name of ['one.bin', 'two.bin'])
      assert.equal(await here(name), await readFile(path.join(home.project, name), 'utf8'));
  });

  it('tells which of several it has fetched before one failed, and why', async () => {
    const { home, window } = lesson;
    const version = [...webapp, 'team', 'first-lesson', '1.0.0'] as const;
    const folder = path.join(home.folder, 'half');
    await mkdir(folder);
    await dismissAll(window);
    const on = 'GetPackageVersionAsset';
    const refused = { status: 403, type: 'AccessDeniedException', message: 'no more' };
    await sandbox.set([
      { on, latencyMs: 0, times: 1 },
      { on, ...refused },
    ]);
    await tree(lesson).choose(version, titles['command.download']);
    await picks(window);
    await window.page.keyboard.press('Enter');
    await answerFileDialog(window, folder);
    await notification(window, /1 of 2 assets downloaded .*SHA-256 verified/);
    await notification(window, /not allowed to do codeartifact:GetPackageVersionAsset/);
    await picture(window, '6-one-of-two');
    assert.deepEqual(await readdir(folder), ['one.bin']);
  });
});
