import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import titles from '../../package.nls.json';
import { passwords } from '../../tools/lesson/home';
import { lookAround, openView, steps } from '../../tools/lesson/steps';
import { dialogText, pressInDialog } from '../../tools/window/dialog';
import { closeEditors } from '../../tools/window/editor';
import { dismissAll, notification, pressInNotification } from '../../tools/window/notifications';
import { runCommand } from '../../tools/window/quickPick';
import { terminalShows, typeInTerminal } from '../../tools/window/terminal';
import { picture, until } from '../../tools/window/window';
import { lessonForTests, type LessonForTests } from './lessonForTests';
import { sandboxWithFaults, type FaultySandbox } from './sandboxWithFaults';

const callsFile = 'java-calls.jsonl';

describe('a build after its token has ended', () => {
  let lesson: LessonForTests;
  let sandbox: FaultySandbox;
  before(async () => {
    lesson = await lessonForTests('story-heal', {
      trusted: true,
      standIns: ['java'],
      env: home => ({ JAVA_STAND_IN_CALLS: path.join(home.folder, callsFile) }),
      settings: {
        // What renews by itself would be quicker than the build.
        'codeartifact.token.autoRefresh': false,
        'terminal.integrated.shellIntegration.enabled': true,
      },
      before: async home => {
        sandbox = await sandboxWithFaults(home);
        return async () => {
          await sandbox.stop();
        };
      },
    });
    await openView(lesson);
    await lookAround(lesson);
    // Use in Maven, and write it.
    await steps[2]?.take(lesson);
    await steps[3]?.take(lesson);
    await closeEditors(lesson.window);
    await dismissAll(lesson.window);
  });
  after(() => lesson.end());

  /** What Maven noted of failures. */
  async function markers(): Promise<string[]> {
    const { localRepository } = lesson.home;
    const names = await readdir(localRepository, { recursive: true }).catch(() => []);
    return names.filter(name => name.endsWith('.lastUpdated'));
  }

  /** The end of a build in the terminal; what it shows. */
  async function build(): Promise<string> {
    const { window } = lesson;
    await runCommand(window, `CodeArtifact: ${titles['command.compile']}`);
    // What failed is told in many lines, which push the verdict out of sight.
    const shown = await terminalShows(window, /BUILD SUCCESS|\[Help 1\] http/, 240);
    await typeInTerminal(window, 'clear');
    await until(
      window,
      'an empty terminal',
      async () => !/BUILD|Help 1/.test(await terminalShows(window, /^/)),
    );
    return shown;
  }

  it('fails with 401, fails again with a fresh token, and succeeds once it is fixed', async () => {
    const { window, home } = lesson;
    await sandbox.set([{ on: 'GetAuthorizationToken', tokenSeconds: 3 }]);
    const [before] = await passwords(home);
    await runCommand(window, `CodeArtifact: ${titles['command.refreshToken']}`);
    const url = `${sandbox.announcement.endpoint}/maven/d/demo-111122223333/webapp/a/b/1/b-1.pom`;
    await until(window, 'a token that has ended', async () => {
      const [token = ''] = await passwords(home);
      const authorization = `Basic ${Buffer.from(`aws:${token}`).toString('base64')}`;
      return token !== before && (await fetch(url, { headers: { authorization } })).status === 401;
    });
    await sandbox.set([]);

    assert.match((await build()).replaceAll(/\s+/g, ''), /401/);
    const left = await markers();
    assert.ok(left.length > 0, 'Maven has noted it');
    await notification(window, /refused a download from demo\/webapp with 401/);
    await picture(window, '1-offered');

    await runCommand(window, `CodeArtifact: ${titles['command.refreshToken']}`);
    assert.match(await build(), /Help 1/, 'a fresh token alone does not end it');
    assert.deepEqual(await markers(), left);

    await pressInNotification(window, /refused a download/, 'Fix…');
    const question = await dialogText(window);
    assert.match(question, /Maven has noted that downloads from CodeArtifact failed/);
    assert.ok(question.includes(home.localRepository), question);
    await picture(window, '2-asked');
    assert.deepEqual(await markers(), left, 'nothing goes before the yes');
    await pressInDialog(window, 'Remove');
    await notification(window, /Notes of failed downloads removed: \d+\. The Java projects/);
    await picture(window, '3-removed');
    assert.deepEqual(await markers(), []);
    const calls = (await readFile(path.join(home.folder, callsFile), 'utf8')).trim().split('\n');
    assert.ok(calls.at(-1)?.includes(path.join(home.project, 'pom.xml')), calls.join('\n'));

    assert.match(await build(), /BUILD SUCCESS/);
    await picture(window, '4-built');
  });
});
