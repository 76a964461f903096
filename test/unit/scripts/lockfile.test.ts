import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dependenciesFit } from '../../../scripts/lockfile.mjs';

const wanted = {
  '': { version: '1.0.0' },
  'node_modules/a': { version: '1.2.3' },
  'node_modules/b-linux': { version: '2.0.0', optional: true },
};

describe('dependenciesFit', () => {
  const folders: string[] = [];
  after(() => Promise.all(folders.map(folder => rm(folder, { recursive: true }))));

  const cases: [what: string, installed: Record<string, object> | undefined, fits: boolean][] = [
    ['everything', wanted, true],
    ['no optional package of another platform', { 'node_modules/a': { version: '1.2.3' } }, true],
    ['an older version', { 'node_modules/a': { version: '1.2.2' } }, false],
    ['a package less', { 'node_modules/b-linux': { version: '2.0.0' } }, false],
    [
      'another version of an optional package',
      { ...wanted, 'node_modules/b-linux': { version: '1.0.0' } },
      false,
    ],
    ['nothing', undefined, false],
  ];
  for (const [what, installed, fits] of cases)
    it(`${fits ? 'is content with' : 'is not content with'} ${what}`, async () => {
      const folder = await mkdtemp(path.join(tmpdir(), 'lock-'));
      folders.push(folder);
      const write = (file: string, packages: object) =>
        writeFile(path.join(folder, file), JSON.stringify({ packages }));
      await mkdir(path.join(folder, 'node_modules'));
      await write('package-lock.json', wanted);
      if (installed) await write('node_modules/.package-lock.json', installed);
      assert.equal(dependenciesFit(folder), fits);
    });

  it('is not content with what an interrupted installation left', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'lock-'));
    folders.push(folder);
    await mkdir(path.join(folder, 'node_modules', 'a'), { recursive: true });
    await writeFile(path.join(folder, 'package-lock.json'), JSON.stringify({ packages: wanted }));
    await writeFile(path.join(folder, 'node_modules', '.package-lock.json'), '{ "packages": {');
    assert.equal(dependenciesFit(folder), false);
  });
});
