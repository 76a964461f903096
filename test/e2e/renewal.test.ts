import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startAndExpandSandbox, openView } from '../../tools/lesson/steps';
import { waitUntil } from '../../tools/window/window';
import { readStatusBarItem } from '../../tools/window/workbench';
import { dyingToken } from './dyingToken';
import { lessonForTests, type LessonForTests } from './lessonForTests';

/** A settings.xml that somebody wrote by hand: a server of ours, one of others, and a mirror. */
function settings(url: string, token: string): string {
  return `<settings>
  <!-- mine -->
  <servers>
    <server><id>nexus</id><username>me</username><password>hunter2</password></server>
    <server><id>ours</id><username>aws</username><password>${token}</password></server>
  </servers>
  <mirrors>
    <mirror><id>ours</id><url>${url}</url><mirrorOf>central</mirrorOf></mirror>
  </mirrors>
</settings>
`;
}

describe('a token that is about to end', () => {
  let lesson: LessonForTests;
  before(async () => {
    lesson = await lessonForTests('e2e-renewal');
    await openView(lesson);
    await startAndExpandSandbox(lesson);
  });
  after(() => lesson.end());

  it('is replaced by itself, and nothing else in the file is', async () => {
    const { home, window } = lesson;
    const state = await readFile(path.join(home.sandboxFolder, 'sandbox.json'), 'utf8');
    const { endpoint } = JSON.parse(state) as { readonly endpoint: string };
    const url = `${endpoint}/maven/d/demo-111122223333/webapp/`;
    const old = dyingToken();
    await mkdir(path.dirname(home.settingsXml), { recursive: true });
    await writeFile(home.settingsXml, settings(url, old));
    const fresh = await waitUntil(window, 'a fresh token in settings.xml', async () => {
      const text = await readFile(home.settingsXml, 'utf8');
      const [, token] = /<username>aws<\/username><password>([^<]+)</.exec(text) ?? [];
      return token === old ? undefined : token;
    });
    assert.equal(await readFile(home.settingsXml, 'utf8'), settings(url, fresh));
    assert.match(await readStatusBarItem(window, /Token \d+ h/), /Token 1[12] h/);
    const answer = await fetch(
      `${url}org/apache/commons/commons-lang3/3.12.0/commons-lang3-3.12.0.pom`,
      {
        headers: { authorization: `Basic ${Buffer.from(`aws:${fresh}`).toString('base64')}` },
      },
    );
    assert.equal(answer.status, 200, 'the repository takes the fresh token');
  });
});
