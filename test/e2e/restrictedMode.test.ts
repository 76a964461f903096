import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { startAndExpandSandbox, openView } from '../../tools/lesson/steps';
import { waitForNotification } from '../../tools/window/notifications';
import { waitUntil } from '../../tools/window/window';
import {
  clickStatusBar,
  hoverStatusBar,
  clickWelcomeLink,
  trustFolder,
} from '../../tools/window/workbench';
import { companyWindow, type CompanyWindow } from './companyWindow';
import { dyingToken } from './dyingToken';
import { lessonForTests, type LessonForTests } from './lessonForTests';

describe('a folder that is not trusted', () => {
  let lesson: LessonForTests;
  before(async () => {
    lesson = await lessonForTests('e2e-restricted', { trusted: false });
  });
  after(() => lesson.end());

  it('shows the view, starts and writes nothing, and does so once it is trusted', async () => {
    await openView(lesson);
    await clickWelcomeLink(lesson.window, 'Try the Sandbox');
    assert.match(
      await waitForNotification(lesson.window, 'Restricted Mode'),
      /until you trust the folder/,
    );
    assert.equal(existsSync(lesson.home.sandboxFolder), false);
    assert.equal(existsSync(lesson.home.settingsXml), false);
    await trustFolder(lesson.window);
    await startAndExpandSandbox(lesson);
    assert.equal(existsSync(lesson.home.sandboxFolder), true);
  });
});

describe('tokens in a folder that is not trusted', () => {
  let opened: CompanyWindow;
  const old = dyingToken();
  const settingsXml = (origin: string, token: string) => `<settings>
  <servers><server><id>team</id><username>aws</username><password>${token}</password></server></servers>
  <mirrors><mirror><id>team</id><mirrorOf>*</mirrorOf>
    <url>${origin}/maven/d/team-111122223333/releases/</url>
  </mirror></mirrors>
</settings>
`;
  before(async () => {
    opened = await companyWindow('e2e-restricted-tokens', {
      trusted: false,
      settings: {
        'codeartifact.terminal.token': true,
        'codeartifact.token.files': { team: '~/secrets/team' },
      },
      files: ({ origin }) => ({ '.m2/settings.xml': settingsXml(origin, old) }),
    });
  });
  after(() => opened.end());

  it('are neither asked for nor written, though they are due, and are once it is trusted', async () => {
    const { company, connect, home, tree, window } = opened;
    const settings = () => readFile(home('.m2', 'settings.xml'), 'utf8');
    await connect('old');
    await tree.find(['old', 'team']);
    assert.doesNotMatch(await hoverStatusBar(window, 'Token expires in'), /Terminals/);
    await clickStatusBar(window, 'Token expires in');
    await waitForNotification(window, 'Restricted Mode');
    assert.equal(company.tokensAsked, 0);
    assert.equal(await settings(), settingsXml(company.origin, old));
    assert.equal(existsSync(home('secrets')), false);

    await trustFolder(window);
    await waitUntil(window, 'a token in the file', () =>
      Promise.resolve(existsSync(home('secrets', 'team'))),
    );
    const token = await readFile(home('secrets', 'team'), 'utf8');
    await waitUntil(
      window,
      'the same in settings.xml',
      async () => (await settings()) === settingsXml(company.origin, token),
    );
    assert.match(
      await hoverStatusBar(window, /Token 1[12] h/),
      /Terminals: CODEARTIFACT_AUTH_TOKEN/,
    );
    assert.equal(company.tokensAsked, 1);
  });
});
