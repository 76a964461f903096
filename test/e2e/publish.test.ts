import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import titles from '../../package.nls.json';
import { lookAround, openView, tree } from '../../tools/lesson/steps';
import {
  answerBox,
  answerFileDialog,
  boxMessage,
  boxValue,
  typeInBox,
} from '../../tools/window/inputBox';
import { notification, pressInNotification } from '../../tools/window/notifications';
import { pick, picks } from '../../tools/window/quickPick';
import { Tree } from '../../tools/window/tree';
import { picture, until } from '../../tools/window/window';
import { openContainer } from '../../tools/window/workbench';
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
    await lookAround(lesson);
    await openContainer(window, 'Explorer');
    const files = new Tree(window, 'Files Explorer');
    await files.choose(['reports'], titles['command.publish']);
    assert.deepEqual((await picks(window)).sort(), ['maven-central-store', 'webapp']);
    await picture(window, '1-repository');
    await pick(window, 'webapp');
    assert.equal(await boxValue(window, /Namespace/), '');
    await typeInBox(window, 'my team');
    await boxMessage(window, /allows no white space here/);
    await picture(window, '2-namespace');
    await typeInBox(window, 'team');
    await answerBox(window, /Namespace/);
    assert.equal(await boxValue(window, /Package name/), 'reports');
    await answerBox(window, /Package name/);
    assert.equal(await boxValue(window, /Version/), '1.0.0');
    await picture(window, '3-version');
    await answerBox(window, /Version/);
    await until(window, 'the packed archive', async () => {
      const row = window.page.locator('.quick-input-list .monaco-list-row').first();
      return /SHA-256/.test((await row.textContent()) ?? '');
    });
    const preview = await window.page.locator('.editor-instance .view-lines').first().innerText();
    for (const text of ['summary.md', '.env', 'looks like a secret', '.git/'])
      assert.ok(preview.replaceAll('\u00a0', ' ').includes(text), `${text} in ${preview}`);
    await picture(window, '4-preview');
    await pick(window, 'Publish');
    const told = await notification(window, 'is published');
    assert.match(told, /team\/reports 1\.0\.0 is published .*SHA-256 verified/);
    await picture(window, '5-published');
    await pressInNotification(window, 'is published', 'Show in Tree');
    await tree(lesson).find(asset);
    await picture(window, '6-in-the-tree');

    await tree(lesson).choose(asset, titles['command.downloadAndUnpack']);
    const parent = path.join(home.folder, 'fetched');
    await mkdir(parent);
    await answerFileDialog(window, parent);
    await answerBox(window, /Name of the new folder/, 'back');
    await notification(window, 'unpacked into');
    await picture(window, '7-unpacked');
    const diff = ['-r', '--exclude=.git', '--exclude=.env', folder, path.join(parent, 'back')];
    assert.equal(execFileSync('diff', diff, { encoding: 'utf8' }), '');
    assert.deepEqual(await readdir(parent), ['back']);
    assert.ok(!(await readdir(path.join(parent, 'back'))).includes('.env'));
  });
});
