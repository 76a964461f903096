import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findProgram, listEntryNames } from '../../../src/files/findProgram';
import { skip } from '../../skip';

describe('findProgram', () => {
  let folder: string;
  before(async function () {
    if (process.platform === 'win32') skip(this, 'colons part the folders of this test');
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'path-')));
    for (const [name, mode] of [
      ['one/mvn', 0o755],
      ['two/mvn', 0o755],
      ['three/mvn', 0o644],
      ['four/mvn.cmd', 0o755],
      ['four/mvn.xyz', 0o755],
    ] as const) {
      const file = path.join(folder, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, '');
      await chmod(file, mode);
    }
    await mkdir(path.join(folder, 'five/mvn'), { recursive: true });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const places = (names: string, separator = ':') =>
    names
      .split(' ')
      .map(name => path.join(folder, name))
      .join(separator);
  /** Where it is found, below the folder. */
  const found = async (env: Record<string, string>, platform = 'linux') => {
    const program = await findProgram('mvn', { env, platform });
    return program && path.relative(folder, program.path);
  };

  it('is the first that may be run', async () => {
    assert.equal(await found({ PATH: places('none one two') }), 'one/mvn');
    assert.equal(await found({ PATH: places('two one') }), 'two/mvn');
    assert.equal(await found({ PATH: places('five two') }), 'two/mvn');
    assert.equal(await found({ PATH: places('four') }), undefined);
    assert.equal(await found({}), undefined);
  });

  it('is no file that may not be run', async () =>
    assert.equal(await found({ PATH: places('three two') }), 'two/mvn'));

  it('is not looked for in folders that are not absolute', async () => {
    const relative = path.relative(process.cwd(), path.join(folder, 'one'));
    assert.equal(await found({ PATH: `${relative}:${places('two')}` }), 'two/mvn');
  });

  it('has an ending of PATHEXT on Windows', async () => {
    const quotedPlace = `"${path.join(folder, 'four')}"`;
    assert.equal(
      await found({ Path: `${places('none')};${quotedPlace}` }, 'win32'),
      'four/mvn.cmd',
    );
    assert.equal(
      await found({ Path: places('four'), PathExt: '.XYZ;.CMD' }, 'win32'),
      'four/mvn.xyz',
    );
    assert.equal(await found({ Path: places('four'), PATHEXT: '.EXE' }, 'win32'), undefined);
    assert.equal(await found({ Path: places('one') }, 'win32'), undefined);
  });

  it('is one of the names in a folder', async () => {
    assert.deepEqual((await listEntryNames(path.join(folder, 'four'))).toSorted(), [
      'mvn.cmd',
      'mvn.xyz',
    ]);
    assert.deepEqual(await listEntryNames(path.join(folder, 'none')), []);
  });
});
