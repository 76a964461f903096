import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { lookAround, openView } from '../../tools/lesson/steps';
import { dialogText, pressInDialog } from '../../tools/window/dialog';
import { runCommand } from '../../tools/window/quickPick';
import { openTerminal, terminalShows, typeInTerminal } from '../../tools/window/terminal';
import { statusBarItem } from '../../tools/window/workbench';
import { lessonForTests, type LessonForTests } from './lessonForTests';

describe('a settings.xml that takes the token from a variable', () => {
  let lesson: LessonForTests;
  before(async () => {
    lesson = await lessonForTests('e2e-variable');
    await openView(lesson);
    await lookAround(lesson);
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
    await runCommand(window, 'CodeArtifact: Refresh Token');
    assert.match(await dialogText(window), /comes from the variable env\.CODEARTIFACT_AUTH_TOKEN/);
    await pressInDialog(window, 'Set It in Terminals');
    await statusBarItem(window, 'token valid until');
    await openTerminal(window);
    await typeInTerminal(window, 'echo "the variable: ${CODEARTIFACT_AUTH_TOKEN:0:3}"');
    await terminalShows(window, /^the variable: eyJ$/m);
    assert.equal(await readFile(home.settingsXml, 'utf8'), settings);
  });
});
