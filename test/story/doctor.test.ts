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
    lesson = await lessonForTests('story-doctor');
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
    await run();
    console.log(`      the doctor, the window included: ${Date.now() - start} ms`);
    await picture(window, '1-doctor');
    await seen(['Repository endpoint', 'webapp'], /lets the token in/);
    await seen(['Maven Central through the repository', 'webapp'], /is behind it/);
    await seen(['Server ids', 'old-team'], /nothing uses it/);
    await seen(['Token in settings.xml', 'demo-webapp'], /has no token yet/);
    await doctor.press(['Token in settings.xml', 'demo-webapp'], titles['command.fixFinding']);
    await until(window, 'a token in settings.xml', async () =>
      (await passwords(home)).some(password => password !== ''),
    );
    await run();
    await seen(['Token in settings.xml', 'demo-webapp'], /is valid until/);

    await runCommand(window, `CodeArtifact: ${titles['command.copyDoctorReport']}`);
    await until(window, 'the report', async () =>
      (await editorText(window)).includes('# CodeArtifact Doctor'),
    );
    await picture(window, '2-report');
    const [token = ''] = await passwords(home);
    assert.ok(!(await editorText(window)).includes(token.slice(0, 40)));
  });

  async function run(): Promise<void> {
    const { window } = lesson;
    await runCommand(window, `CodeArtifact: ${titles['command.runDoctor']}`);
    await until(window, 'the end of the examination', async () =>
      /Errors: \d|All is well/.test(
        (
          await window.page.locator('.tree-explorer-viewlet-tree-view .message').allTextContents()
        ).join(),
      ),
    );
  }

  async function seen(path: RowPath, what: RegExp): Promise<void> {
    await doctor.expand(path.slice(0, -1));
    await until(lesson.window, `${path.join(' › ')}: ${String(what)}`, async () =>
      what.test((await doctor.find(path)).description),
    );
  }
});
