import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { readPasswords } from '../../tools/lesson/home';
import { lessonSteps } from '../../tools/lesson/steps';
import { lessonForTests, type LessonForTests } from './lessonForTests';
import { realHomeState, strangersIn } from './realHome';

describe('the first lesson, in a real window with real Maven', () => {
  let lesson: LessonForTests;
  let homeBefore: Readonly<Record<string, string>>;
  before(async () => {
    homeBefore = await realHomeState();
    lesson = await lessonForTests('e2e');
  });
  after(() => lesson.end());

  it('goes from the empty view to the second build', async () => {
    const { home, window } = lesson;
    const tokens = new Set<string>();
    for (const { title, take } of lessonSteps) {
      console.log(`      ${title}: ${await take(lesson)}`);
      for (const password of await readPasswords(home)) tokens.add(password);
    }
    assert.equal(tokens.size, 2, 'the first token and the one that replaced it');
    const [first = '', second = ''] = tokens;
    const places = [home.folder, window.tempFolder];
    assert.deepEqual(await filesHolding(first, places), [], 'the token that was replaced');
    assert.deepEqual(await filesHolding(second, places), [home.settingsXml]);
    assert.deepEqual(await realHomeState(), homeBefore, "the real user's files");
    assert.ok((await readdir(home.localRepository)).length > 0);
    assert.deepEqual(await strangersIn(home.localRepository, 'demo-webapp'), []);
  });
});

/** Every file below `folders` that holds `text`. */
async function filesHolding(text: string, folders: readonly string[]): Promise<string[]> {
  const entries = await Promise.all(
    folders.map(folder => readdir(folder, { recursive: true, withFileTypes: true })),
  );
  const files = entries
    .flat()
    .filter(entry => entry.isFile())
    .map(entry => path.join(entry.parentPath, entry.name));
  const holding = files.map(async file => ((await readFile(file)).includes(text) ? [file] : []));
  return (await Promise.all(holding)).flat();
}
