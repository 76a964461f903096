import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import titles from '../../package.nls.json';
import { startAndExpandSandbox, openView, lessonTree } from '../../tools/lesson/steps';
import {
  acceptInputBox,
  acceptFileDialog,
  waitForInputBoxMessage,
  readInputBoxValue,
  fillInputBox,
} from '../../tools/window/inputBox';
import { waitForNotification, clickNotificationButton } from '../../tools/window/notifications';
import { pickItem, waitForPickLabels } from '../../tools/window/quickPick';
import { TreeView } from '../../tools/window/tree';
import { takeScreenshot, waitUntil } from '../../tools/window/window';
import { openViewContainer } from '../../tools/window/workbench';
import { lessonForTests, type LessonForTests } from './lessonForTests';

const published = ['Sandbox', 'demo', 'webapp', 'team', 'reports', '1.0.0'] as const;
const asset = [...published, 'reports-1.0.0.tar.gz'] as const;

describe('a folder that is published by a right-click, and fetched back', () => {
  let lesson: LessonForTests;
  let folder: string;
  before(async () => {
    lesson = await lessonForTests('e2e-publish');
    folder = path.join(lesson.home.project, 'reports');
    await mkdir(path.join(folder, 'charts', 'empty'), { recursive: true });
    await mkdir(path.join(folder, '.git'));
    await writeFile(path.join(folder, '.git', 'HEAD'), 'ref: refs/heads/main\n');
    await writeFile(path.join(folder, '.env'), 'PASSWORD=hunter2\n');
    await writeFile(path.join(folder, 'summary.md'), '# Quarter\n'.repeat(1000));
    await writeFile(path.join(folder, 'charts', 'größe.csv'), 'a;b\n'.repeat(50_000));
    await writeFile(path.join(folder, 'make.sh'), '#!/bin/sh\necho made\n');
    await chmod(path.join(folder, 'make.sh'), 0o755);
  });
  after(() => lesson.end());

  it('asks, shows what goes in, publishes, shows it in the tree, and unpacks the same bytes', async () => {
    const { window, home } = lesson;
    await openView(lesson);
    await startAndExpandSandbox(lesson);
    await openViewContainer(window, 'Explorer');
    const files = new TreeView(window, 'Files Explorer');
    await files.choose(['reports'], titles['command.publish']);
    assert.deepEqual((await waitForPickLabels(window)).sort(), ['maven-central-store', 'webapp']);
    await takeScreenshot(window, '1-repository');
    await pickItem(window, 'webapp');
    assert.equal(await readInputBoxValue(window, /Namespace/), '');
    await fillInputBox(window, 'my team');
    await waitForInputBoxMessage(window, /allows no white space here/);
    await takeScreenshot(window, '2-namespace');
    await fillInputBox(window, 'team');
    await acceptInputBox(window, /Namespace/);
    assert.equal(await readInputBoxValue(window, /Package name/), 'reports');
    await acceptInputBox(window, /Package name/);
    assert.equal(await readInputBoxValue(window, /Version/), '1.0.0');
    await takeScreenshot(window, '3-version');
    await acceptInputBox(window, /Version/);
    await waitUntil(window, 'the packed archive', async () => {
      const row = window.page.locator('.quick-input-list .monaco-list-row').first();
      return /SHA-256/.test((await row.textContent()) ?? '');
    });
    const preview = await window.page.locator('.editor-instance .view-lines').first().innerText();
    for (const text of ['summary.md', '.env', 'looks like a secret', '.git/'])
      assert.ok(preview.replaceAll('\u00a0', ' ').includes(text), `${text} in ${preview}`);
    await takeScreenshot(window, '4-preview');
    await pickItem(window, 'Publish');
    const told = await waitForNotification(window, 'is published');
    assert.match(told, /team\/reports 1\.0\.0 is published .*SHA-256 verified/);
    await takeScreenshot(window, '5-published');
    await clickNotificationButton(window, 'is published', 'Show in Tree');
    await lessonTree(lesson).find(asset);
    await takeScreenshot(window, '6-in-the-tree');

    await lessonTree(lesson).choose(asset, titles['command.downloadAndUnpack']);
    const parent = path.join(home.folder, 'fetched');
    await mkdir(parent);
    await acceptFileDialog(window, parent);
    await acceptInputBox(window, /Name of the new folder/, 'back');
    await waitForNotification(window, 'unpacked into');
    await takeScreenshot(window, '7-unpacked');
    const diff = ['-r', '--exclude=.git', '--exclude=.env', folder, path.join(parent, 'back')];
    assert.equal(execFileSync('diff', diff, { encoding: 'utf8' }), '');
    assert.deepEqual(await readdir(parent), ['back']);
    assert.ok(!(await readdir(path.join(parent, 'back'))).includes('.env'));
  });
});
