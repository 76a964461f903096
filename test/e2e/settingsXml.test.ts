import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import titles from '../../package.nls.json';
import {
  startAndExpandSandbox,
  openView,
  repositoryPath,
  lessonTree,
} from '../../tools/lesson/steps';
import { readDialogText, clickDialogButton } from '../../tools/window/dialog';
import { dismissAllNotifications, waitForNotification } from '../../tools/window/notifications';
import { pickItem, runPaletteCommand, readPickLabels } from '../../tools/window/quickPick';
import { waitUntil } from '../../tools/window/window';
import { lessonForTests, type LessonForTests } from './lessonForTests';

/** A settings.xml as people write it by hand: secrets of others, comments, Windows line ends. */
const handWritten = [
  '\ufeff<?xml version="1.0" encoding="UTF-8"?>',
  '<!-- ours since 2014 -->',
  '<settings xmlns="http://maven.apache.org/SETTINGS/1.0.0">',
  "\t<servers><!-- don't touch -->",
  '\t\t<server><id>nexus</id><username>deploy</username><password>s3cr&amp;t</password></server>',
  '\t</servers>',
  '</settings>  ',
  '',
].join('\r\n');

describe('a settings.xml that is the user’s own', () => {
  let lesson: LessonForTests;
  before(async () => {
    lesson = await lessonForTests('e2e-settings');
    await openView(lesson);
    await startAndExpandSandbox(lesson);
  });
  after(() => lesson.end());
  beforeEach(async () => {
    await dismissAllNotifications(lesson.window);
    await rm(path.dirname(lesson.home.settingsXml), { recursive: true, force: true });
    await mkdir(path.dirname(lesson.home.settingsXml));
  });

  const write = (text: string) => writeFile(lesson.home.settingsXml, text);
  const read = () => readFile(lesson.home.settingsXml, 'utf8');

  async function useInMaven(): Promise<void> {
    const { window } = lesson;
    await lessonTree(lesson).press(repositoryPath, titles['command.useInMaven']);
    await pickItem(window, 'Everything');
    await waitUntil(window, 'the next question, or the end', async () => {
      if ((await read()).includes('<mirrorOf>')) return true;
      if ((await readPickLabels(window)).includes('Write these changes'))
        await pickItem(window, 'Write these changes');
      return false;
    });
    await waitForNotification(window, 'Maven now uses');
  }

  it('keeps all else byte for byte, and is as before after Undo', async () => {
    await write(handWritten);
    await useInMaven();
    const written = await read();
    assert.match(written, /<id>demo-webapp<\/id>/);
    const lines = written.split('\r\n');
    for (const line of handWritten.split('\r\n')) assert.ok(lines.includes(line), line);
    assert.ok(!/[^\r]\n/.test(written), 'every line ends as before');
    await runPaletteCommand(lesson.window, `CodeArtifact: ${titles['command.undoSettings']}`);
    await waitUntil(
      lesson.window,
      'the change to be undone',
      async () => (await read()) !== written,
    );
    assert.equal(await read(), handWritten);
  });

  it('is refused with its line where it is malformed, and nothing is written', async () => {
    const broken = '<settings>\n  <servers>\n</settings>\n';
    await write(broken);
    await runPaletteCommand(lesson.window, `CodeArtifact: ${titles['command.refreshToken']}`);
    const told = await waitForNotification(lesson.window, 'settings.xml');
    assert.match(told, /settings\.xml:3:\d+ cannot be changed safely: .*Nothing was written/);
    assert.equal(await read(), broken);
  });

  it('is refused where a folder has its name', async () => {
    await mkdir(lesson.home.settingsXml);
    await lessonTree(lesson).press(repositoryPath, titles['command.useInMaven']);
    const told = await waitForNotification(lesson.window, 'settings.xml');
    assert.match(told, /cannot be (read|written|replaced)/);
  });

  it('keeps a server of another registry unless the user says otherwise', async () => {
    const { endpoint } = JSON.parse(
      await readFile(path.join(lesson.home.sandboxFolder, 'sandbox.json'), 'utf8'),
    ) as { readonly endpoint: string };
    const pom = path.join(lesson.home.project, 'pom.xml');
    const before = await readFile(pom, 'utf8');
    const url = `${endpoint}/maven/d/demo-111122223333/webapp/`;
    const repositories = `<repositories><repository><id>nexus</id><url>${url}</url></repository></repositories>`;
    await writeFile(pom, before.replace('</project>', `${repositories}</project>`));
    await write(handWritten);
    try {
      await runPaletteCommand(lesson.window, `CodeArtifact: ${titles['command.refreshToken']}`);
      assert.match(await readDialogText(lesson.window), /Change the server "nexus"/);
      await clickDialogButton(lesson.window, 'Cancel');
      assert.equal(await read(), handWritten);
    } finally {
      await writeFile(pom, before);
    }
  });
});
