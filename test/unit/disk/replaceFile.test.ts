import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readBytes } from '../../../src/disk/readBytes';
import { replaceFile } from '../../../src/disk/replaceFile';
import { updateState } from '../../../src/disk/stateFile';

const signal = new AbortController().signal;
const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('replaceFile', () => {
  let folder = '';
  beforeEach(async () => (folder = await fs.mkdtemp(path.join(tmpdir(), 'disk-'))));
  afterEach(() => fs.rm(folder, { recursive: true, force: true }));

  it('makes folder and file for the user alone', async () => {
    const file = path.join(folder, 'a', '.m2', 'settings.xml');
    const { changed } = await replaceFile(file, () => bytesOf('new'), {}, signal);
    assert.equal(changed, true);
    assert.equal((await fs.stat(file)).mode & 0o777, 0o600);
    assert.equal((await fs.stat(path.dirname(file))).mode & 0o777, 0o700);
    assert.deepEqual(await fs.readdir(path.dirname(file)), ['settings.xml']);
  });

  it('keeps the mode and writes behind links', async () => {
    const file = path.join(folder, 'real.xml');
    const link = path.join(folder, 'link.xml');
    await fs.writeFile(file, 'old', { mode: 0o640 });
    await fs.symlink('real.xml', link);
    const result = await replaceFile(link, () => bytesOf('new'), {}, signal);
    assert.deepEqual(result, {
      changed: true,
      path: await fs.realpath(file),
      readableByOthers: 0o640,
    });
    assert.equal((await fs.lstat(link)).isSymbolicLink(), true);
    assert.equal(new TextDecoder().decode(await readBytes(link, {}, signal)), 'new');
    assert.deepEqual((await fs.readdir(folder)).sort(), ['link.xml', 'real.xml']);
  });

  it('removes', async () => {
    const file = path.join(folder, 'real.xml');
    await fs.writeFile(file, 'old');
    await replaceFile(file, () => 'removed', {}, signal);
    assert.deepEqual(await fs.readdir(folder), []);
  });

  it('loses no update of many', async () => {
    const file = path.join(folder, 'state.json');
    const parse = (json: unknown) => (Array.isArray(json) ? json.length : 0);
    const update = () =>
      updateState<number[]>(
        file,
        json => (Array.isArray(json) ? (json as number[]) : []),
        list => [...list, 1],
        {},
        signal,
      );
    await Promise.all(Array.from({ length: 20 }, update));
    assert.equal(parse(JSON.parse(await fs.readFile(file, 'utf8'))), 20);
  });
});
