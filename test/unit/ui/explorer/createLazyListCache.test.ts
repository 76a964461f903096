import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLazyListCache } from '../../../../src/ui/explorer/createLazyListCache';
import { ListCache } from '../../../../src/ui/explorer/listCache';
import type { ConnectionNode, DomainNode } from '../../../../src/ui/explorer/node';

const parent: ConnectionNode = {
  kind: 'connection',
  connection: { kind: 'profile', profile: 'mine', region: 'eu-west-1' },
};
const child: DomainNode = {
  kind: 'domain',
  parent,
  domain: { realm: 'aws', region: 'eu-west-1', owner: '111122223333', domain: 'team' },
};

describe('the memory of lists, loaded late', () => {
  let folder: string;
  let made: ListCache[];
  let ended: number;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'memory-'));
    [made, ended] = [[], 0];
  });
  afterEach(() => rm(folder, { recursive: true }));

  const fail = (error: unknown) => assert.fail(String(error));
  const load = () => {
    const memory = new ListCache(path.join(folder, 'lists.json'), () => true, fail);
    made.push(memory);
    const end = memory.dispose.bind(memory);
    const dispose = () => {
      ended++;
      end();
    };
    return Promise.resolve(Object.assign(memory, { dispose }));
  };

  it('is loaded once, when it is first used, and does what it is told in that order', async () => {
    const memory = createLazyListCache(load);
    assert.equal(made.length, 0);
    memory.store(parent, [child]);
    await memory.removeConnection('profile:other@eu-west-1');
    await made[0]?.flush();
    assert.deepEqual((await memory.read(parent))?.nodes, [child]);
    memory.store(parent, [child]);
    await memory.removeConnection('profile:mine@eu-west-1');
    await made[0]?.flush();
    assert.equal(await memory.read(parent), undefined);
    assert.equal(made.length, 1);
  });

  it('ends what was loaded, and loads nothing to end it', async () => {
    createLazyListCache(load).dispose();
    assert.equal(made.length, 0);
    const memory = createLazyListCache(load);
    memory.store(parent, []);
    memory.dispose();
    await memory.removeConnection('sandbox');
    assert.equal(ended, 1);
  });
});
