import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import titles from '../../package.nls.json';
import { writeSettingsFor } from '../../tools/lesson/settingsXml';
import { lookAround, openView } from '../../tools/lesson/steps';
import { closeEditors, editorText } from '../../tools/window/editor';
import { runCommand } from '../../tools/window/quickPick';
import { Tree, type RowPath } from '../../tools/window/tree';
import { picture, until } from '../../tools/window/window';
import { passwords } from '../../tools/lesson/home';
import { lessonForTests, type LessonForTests } from './lessonForTests';

describe('the doctor', () => {
  let lesson: LessonForTests;
  let doctor: Tree;
  before(async () => {
    lesson = await lessonForTests('e2e-doctor', {
      trusted: true,
      // Else the token that the doctor is to miss comes by itself.
      settings: { 'codeartifact.token.autoRefresh': false },
    });
    await openView(lesson);
    await lookAround(lesson);
    doctor = new Tree(lesson.window, titles['view.doctor']);
  });
  after(() => lesson.end());

  it('finds what keeps Maven from building, mends it by a click, and reports without secrets', async () => {
    const { home, window } = lesson;
    await writeSettingsFor(home, 'webapp');
    // A server that outlived its repository.
    const settings = await readFile(home.settingsXml, 'utf8');
    const other = '<server><id>old-team</id><username>aws</username></server></servers>';
    await writeFile(home.settingsXml, settings.replace('</servers>', other));

    await closeEditors(window);
    const start = Date.now();
    await run('Errors: 1,');
    console.log(`      the doctor, the window included: ${Date.now() - start} ms`);
    await picture(window, '1-doctor');
    // What is wrong stands first.
    await seen(['Token in settings.xml', 'demo-webapp'], /has no token yet/);
    await seen(['Server ids', 'old-team'], /nothing uses it/);
    await doctor.press(['Token in settings.xml', 'demo-webapp'], titles['command.fixFinding']);
    await until(window, 'a token in settings.xml', async () =>
      (await passwords(home)).some(password => password !== ''),
    );

    await run('Errors: 0,');
    await runCommand(window, `CodeArtifact: ${titles['command.copyDoctorReport']}`);
    // More of it would have to be scrolled to.
    for (const part of ['# CodeArtifact Doctor', 'lets the token in'])
      await until(window, part, async () => (await editorText(window)).includes(part));
    await picture(window, '2-report');
    const [token = ''] = await passwords(home);
    assert.ok(!(await editorText(window)).includes(token.slice(0, 40)));
  });

  /** Runs the doctor until it says so. */
  async function run(sums: string): Promise<void> {
    const { window } = lesson;
    await runCommand(window, `CodeArtifact: ${titles['command.runDoctor']}`);
    const message = window.page.locator('.tree-explorer-viewlet-tree-view .message');
    await until(window, sums, async () =>
      (await message.allTextContents()).some(it => it.includes(sums)),
    );
  }

  async function seen(path: RowPath, what: RegExp): Promise<void> {
    await doctor.expand(path.slice(0, -1));
    await until(lesson.window, `${path.join(' › ')}: ${String(what)}`, async () =>
      what.test((await doctor.find(path)).description),
    );
  }
});
