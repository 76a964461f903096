import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import titles from '../../package.nls.json';
import { writeSettingsXml } from '../../tools/lesson/settingsXml';
import { startAndExpandSandbox, openView } from '../../tools/lesson/steps';
import { closeEditors, readEditorText } from '../../tools/window/editor';
import { runPaletteCommand } from '../../tools/window/quickPick';
import { TreeView, type RowPath } from '../../tools/window/tree';
import { takeScreenshot, waitUntil } from '../../tools/window/window';
import { readPasswords } from '../../tools/lesson/home';
import { lessonForTests, type LessonForTests } from './lessonForTests';

describe('the doctor', () => {
  let lesson: LessonForTests;
  let doctor: TreeView;
  before(async () => {
    lesson = await lessonForTests('e2e-doctor', {
      trusted: true,
      // Else the token that the doctor is to miss comes by itself.
      settings: { 'codeartifact.token.autoRefresh': false },
    });
    await openView(lesson);
    await startAndExpandSandbox(lesson);
    doctor = new TreeView(lesson.window, titles['view.doctor']);
  });
  after(() => lesson.end());

  it('finds what keeps Maven from building, mends it by a click, and reports without secrets', async () => {
    const { home, window } = lesson;
    await writeSettingsXml(home, 'webapp');
    // A server that outlived its repository.
    const settings = await readFile(home.settingsXml, 'utf8');
    const other = '<server><id>old-team</id><username>aws</username></server></servers>';
    await writeFile(home.settingsXml, settings.replace('</servers>', other));

    await closeEditors(window);
    const start = Date.now();
    await run('Errors: 1,');
    console.log(`      the doctor, the window included: ${Date.now() - start} ms`);
    await takeScreenshot(window, '1-doctor');
    // What is wrong stands first.
    await seen(['Token in settings.xml', 'demo-webapp'], /has no token yet/);
    await seen(['Server ids', 'old-team'], /is not used: no repository or mirror has this id/);
    await doctor.press(['Token in settings.xml', 'demo-webapp'], titles['command.fixFinding']);
    await waitUntil(window, 'a token in settings.xml', async () =>
      (await readPasswords(home)).some(password => password !== ''),
    );

    await run('Errors: 0,');
    await runPaletteCommand(window, `CodeArtifact: ${titles['command.copyDoctorReport']}`);
    // More of it would have to be scrolled to.
    for (const part of ['# CodeArtifact Doctor', 'accepts the token'])
      await waitUntil(window, part, async () => (await readEditorText(window)).includes(part));
    await takeScreenshot(window, '2-report');
    const [token = ''] = await readPasswords(home);
    assert.ok(!(await readEditorText(window)).includes(token.slice(0, 40)));
  });

  /** Runs the doctor until it says so. */
  async function run(sums: string): Promise<void> {
    const { window } = lesson;
    await runPaletteCommand(window, `CodeArtifact: ${titles['command.runDoctor']}`);
    const message = window.page.locator('.tree-explorer-viewlet-tree-view .message');
    await waitUntil(window, sums, async () =>
      (await message.allTextContents()).some(it => it.includes(sums)),
    );
  }

  async function seen(path: RowPath, what: RegExp): Promise<void> {
    await doctor.expand(path.slice(0, -1));
    await waitUntil(lesson.window, `${path.join(' › ')}: ${String(what)}`, async () =>
      what.test((await doctor.find(path)).description),
    );
  }
});
