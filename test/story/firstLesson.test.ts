import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { homeIn, passwords, type Home } from '../../tools/lesson/home';
import { openLesson } from '../../tools/lesson/openLesson';
import { steps } from '../../tools/lesson/steps';
import { cachePath } from '../../tools/project';
import { packedExtension } from '../../tools/vsix';
import type { OpenedWindow } from '../../tools/window/openWindow';
import { realHomeState, strangersIn } from './realHome';

describe('the first lesson, in a real window with real Maven', () => {
  let folder: string;
  let home: Home;
  let window: OpenedWindow;
  let homeBefore: Readonly<Record<string, string>>;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'story-'));
    home = homeIn(path.join(folder, 'home'));
    homeBefore = await realHomeState();
    const pictures = cachePath('story');
    await rm(pictures, { recursive: true, force: true });
    window = await openLesson(home, await packedExtension(), pictures);
  });
  after(async () => {
    await window.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  it('goes from the empty view to the second build', async () => {
    const tokens = new Set<string>();
    for (const { title, take } of steps) {
      console.log(`      ${title}: ${await take({ window, home })}`);
      for (const password of await passwords(home)) tokens.add(password);
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
