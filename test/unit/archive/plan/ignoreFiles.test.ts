import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readIgnoreScope } from '../../../../src/archive/plan/ignoreFiles';
import { skip } from '../../../skip';
import { workRoom } from '../../transfer/workRoom';

describe('the ignore file of a folder', () => {
  const room = workRoom();
  const where = { below: 'a/', shown: 'a' };
  const scope = () => readIgnoreScope(room(), '.gitignore', where, undefined);
  const file = () => path.join(room(), '.gitignore');

  it('is read', async () => {
    await writeFile(file(), '*.log\n');
    const found = await scope();
    assert.deepEqual([found?.rules.length, found?.skip, found?.prefix], [1, 2, '']);
  });

  it('leaves what is around where there is none', async () => {
    const outer = { rules: [], skip: 0, prefix: '', outer: undefined };
    assert.equal(await readIgnoreScope(room(), '.gitignore', where, outer), outer);
    assert.equal(await scope(), undefined);
  });

  it('does not count when it is a folder', async () => {
    await mkdir(file());
    assert.equal(await scope(), undefined);
  });

  it('does not count when it is a link', async function () {
    if (process.platform === 'win32') skip(this, 'links need rights on Windows');
    await writeFile(path.join(room(), 'rules'), '*.log\n');
    await symlink('rules', file());
    assert.equal(await scope(), undefined);
  });

  it('does not count above 1 MiB', async () => {
    const mebibyte = 1024 * 1024;
    await writeFile(file(), '*.log\n'.padEnd(mebibyte, '#'));
    assert.notEqual(await scope(), undefined);
    await writeFile(file(), '*.log\n'.padEnd(mebibyte + 1, '#'));
    assert.equal(await scope(), undefined);
  });
});
