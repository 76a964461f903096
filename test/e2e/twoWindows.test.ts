import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startAndExpandSandbox, openView, lessonTree } from '../../tools/lesson/steps';
import { waitUntil, type CodeWindow } from '../../tools/window/window';
import { openViewContainer, readStatusBarItem } from '../../tools/window/workbench';
import { lessonForTests, type LessonForTests } from './lessonForTests';
import { sandboxWithFaults, type FaultySandbox } from './sandboxWithFaults';

/** A token of the service's shape of whose 720 minutes `left` are left. */
function agedToken(left: number): string {
  const now = Math.floor(Date.now() / 1000);
  const header = { ver: 1, isu: now - (720 - left) * 60, exp: now + left * 60 };
  const part = Buffer.from(JSON.stringify(header)).toString('base64url');
  return [part, 'a2V5', 'aXY', 'dGV4dA', 'dGFn'].join('.');
}

describe('two windows that keep one token', () => {
  let lesson: LessonForTests;
  let sandbox: FaultySandbox;
  let windows: readonly CodeWindow[];
  before(async () => {
    lesson = await lessonForTests('e2e-two-windows-one-token', {
      trusted: true,
      before: async home => {
        sandbox = await sandboxWithFaults(home);
        return async () => {
          await sandbox.stop();
        };
      },
    });
    await openView(lesson);
    await startAndExpandSandbox(lesson);
    const second = await lesson.window.another();
    windows = [lesson.window, second];
    await openViewContainer(second, 'CodeArtifact');
    await lessonTree({ ...lesson, window: second }).find(['Sandbox']);
  });
  after(() => lesson.end());

  it('ask for it once each time that it is due', async () => {
    const { home } = lesson;
    const url = `${sandbox.announcement.endpoint}/maven/d/demo-111122223333/webapp/`;
    const settings = (token: string) => `<settings>
  <servers><server><id>ours</id><username>aws</username><password>${token}</password></server></servers>
  <mirrors><mirror><id>ours</id><url>${url}</url><mirrorOf>central</mirrorOf></mirror></mirrors>
</settings>
`;
    await mkdir(path.dirname(home.settingsXml), { recursive: true });
    for (const round of [1, 2]) {
      const old = agedToken(7);
      await writeFile(home.settingsXml, settings(old));
      await waitUntil(
        lesson.window,
        'a fresh token',
        async () => !(await readFile(home.settingsXml, 'utf8')).includes(old),
        150,
      );
      for (const window of windows) await readStatusBarItem(window, /Token 1[12] h/);
      assert.deepEqual(sandbox.answers('GetAuthorizationToken'), Array(round).fill(200));
    }
  });
});
