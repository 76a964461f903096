import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createFolderAtomically } from '../../../tools/machine/wholeFolder';

describe('wholeFolder', () => {
  let parent: string;
  beforeEach(async () => (parent = await mkdtemp(path.join(tmpdir(), 'whole-'))));
  afterEach(() => rm(parent, { recursive: true }));

  const folder = () => path.join(parent, 'made');
  const filled = (text: string) => (part: string) => writeFile(path.join(part, 'file'), text);
  const text = () => readFile(path.join(folder(), 'file'), 'utf8');

  it('is made once', async () => {
    await createFolderAtomically(folder(), filled('first'));
    await createFolderAtomically(folder(), filled('second'));
    assert.equal(await text(), 'first');
  });

  it('is not there while it is being filled', async () => {
    let seen: string[] | undefined;
    await createFolderAtomically(folder(), async part => {
      await filled('a')(part);
      seen = await readdir(parent);
    });
    assert.deepEqual(seen, [`made.part-${process.pid}`]);
    assert.deepEqual(await readdir(parent), ['made']);
  });

  it('leaves nothing behind when filling fails', async () => {
    const fail = async (part: string) => {
      await filled('half')(part);
      throw new Error('no space');
    };
    await assert.rejects(createFolderAtomically(folder(), fail), /no space/);
    assert.deepEqual(await readdir(parent), []);
  });

  it('is the one of another run that finished first', async () => {
    await createFolderAtomically(folder(), async part => {
      await filled('late')(part);
      await mkdir(folder());
      await filled('early')(folder());
    });
    assert.equal(await text(), 'early');
    assert.deepEqual(await readdir(parent), ['made']);
  });
});
