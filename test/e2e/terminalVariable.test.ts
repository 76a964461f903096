import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startAndExpandSandbox, openView } from '../../tools/lesson/steps';
import { readDialogText, clickDialogButton } from '../../tools/window/dialog';
import { runPaletteCommand } from '../../tools/window/quickPick';
import { openTerminal, waitForTerminalText, typeTerminalLine } from '../../tools/window/terminal';
import { readStatusBarItem } from '../../tools/window/workbench';
import { lessonForTests, type LessonForTests } from './lessonForTests';

describe('a settings.xml that takes the token from a variable', () => {
  let lesson: LessonForTests;
  before(async () => {
    lesson = await lessonForTests('e2e-variable');
    await openView(lesson);
    await startAndExpandSandbox(lesson);
  });
  after(() => lesson.end());

  it('stays as it is, and new terminals get the variable, when the user wants that', async () => {
    const { home, window } = lesson;
    const state = await readFile(path.join(home.sandboxFolder, 'sandbox.json'), 'utf8');
    const { endpoint } = JSON.parse(state) as { readonly endpoint: string };
    const settings = `<settings>
  <servers>
    <server>
      <id>demo-webapp</id>
      <username>aws</username>
      <password>\${env.CODEARTIFACT_AUTH_TOKEN}</password>
    </server>
  </servers>
  <mirrors>
    <mirror>
      <id>demo-webapp</id>
      <url>${endpoint}/maven/d/demo-111122223333/webapp/</url>
      <mirrorOf>*</mirrorOf>
    </mirror>
  </mirrors>
</settings>
`;
    await mkdir(path.dirname(home.settingsXml), { recursive: true });
    await writeFile(home.settingsXml, settings);
    await runPaletteCommand(window, 'CodeArtifact: Refresh Token');
    assert.match(
      await readDialogText(window),
      /comes from the variable env\.CODEARTIFACT_AUTH_TOKEN/,
    );
    await clickDialogButton(window, 'Set It in Terminals');
    await readStatusBarItem(window, 'token valid until');
    await openTerminal(window);
    await typeTerminalLine(window, 'echo "the variable: ${CODEARTIFACT_AUTH_TOKEN:0:3}"');
    await waitForTerminalText(window, /^the variable: eyJ$/m);
    assert.equal(await readFile(home.settingsXml, 'utf8'), settings);
  });
});
