import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findGitRoot } from '../../../src/files/findGitRoot';

describe('findGitRoot', () => {
  let root: string;
  before(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'git-'));
    await mkdir(path.join(root, 'clone', '.git'), { recursive: true });
    await mkdir(path.join(root, 'tree'));
    // As in a worktree or a submodule.
    await writeFile(path.join(root, 'tree', '.git'), 'gitdir: elsewhere');
  });
  after(() => rm(root, { recursive: true }));

  const rows: [folder: string, found: string | undefined][] = [
    ['clone', 'clone'],
    ['clone/a/b', 'clone'],
    ['tree/a', 'tree'],
    ['', undefined],
    ['other', undefined],
  ];
  for (const [folder, found] of rows)
    it(`finds ${found ?? 'nothing'} above ${folder}`, async () =>
      assert.equal(
        await findGitRoot(path.join(root, folder)),
        found === undefined ? undefined : path.join(root, found),
      ));
});
