import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ListCache } from '../../../../src/ui/explorer/listCache';
import type { ConnectionNode, DomainNode } from '../../../../src/ui/explorer/node';

const parent = (profile: string): ConnectionNode => ({
  kind: 'connection',
  connection: { kind: 'profile', profile, region: 'eu-west-1' },
});
const child = (of: ConnectionNode): DomainNode => ({
  kind: 'domain',
  parent: of,
  domain: { realm: 'aws', region: 'eu-west-1', owner: '111122223333', domain: 'team' },
});
const [mine, other] = [parent('mine'), parent('other')];

describe('the memory of lists', () => {
  let folder: string;
  let file: string;
  const reported: unknown[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'memory-'));
    file = path.join(folder, 'storage', 'lists.json');
    reported.length = 0;
  });
  afterEach(() => rm(folder, { recursive: true }));
  const window = (trusted = true) =>
    new ListCache(
      file,
      () => trusted,
      error => reported.push(error),
    );

  it('lasts from window to window, until the connection goes', async () => {
    const [first, second] = [window(), window()];
    first.store(mine, [child(mine)]);
    second.store(other, [child(other)]);
    await Promise.all([first.flush(), second.flush()]);
    const third = window();
    assert.deepEqual((await third.read(mine))?.nodes, [child(mine)]);
    assert.deepEqual((await third.read(other))?.nodes, [child(other)]);
    third.store(mine, [child(mine)]);
    await third.removeConnection('profile:mine@eu-west-1');
    await third.flush();
    assert.equal(await window().read(mine), undefined);
    assert.ok(await window().read(other));
    assert.deepEqual(reported, []);
  });

  it('is not written by a window that is not trusted', async () => {
    const untrusted = window(false);
    untrusted.store(mine, [child(mine)]);
    await untrusted.flush();
    assert.equal(existsSync(path.dirname(file)), false);
  });

  it('holds nothing where its file is broken, and begins anew', async () => {
    const memory = window();
    memory.store(mine, [child(mine)]);
    await memory.flush();
    await writeFile(file, '[{');
    assert.equal(await memory.read(mine), undefined);
    memory.store(mine, [child(mine)]);
    await memory.flush();
    assert.match(await readFile(file, 'utf8'), /team/);
  });

  it('does without a file that cannot be read', async () => {
    await writeFile(path.dirname(file), 'a file in place of the folder');
    const memory = window();
    memory.store(mine, [child(mine)]);
    await memory.flush();
    await memory.read(mine);
    assert.ok(reported.length > 0);
  });
});
