import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { lazyListMemory } from '../../../../src/ui/explorer/lazyListMemory';
import { ListMemory } from '../../../../src/ui/explorer/listMemory';
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
  let made: ListMemory[];
  let ended: number;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'memory-'));
    [made, ended] = [[], 0];
  });
  afterEach(() => rm(folder, { recursive: true }));

  const fail = (error: unknown) => assert.fail(String(error));
  const load = () => {
    const memory = new ListMemory(path.join(folder, 'lists.json'), () => true, fail);
    made.push(memory);
    const end = memory.dispose.bind(memory);
    const dispose = () => {
      ended++;
      end();
    };
    return Promise.resolve(Object.assign(memory, { dispose }));
  };

  it('is loaded once, when it is first used, and does what it is told in that order', async () => {
    const memory = lazyListMemory(load);
    assert.equal(made.length, 0);
    memory.remember(parent, [child]);
    await memory.forget('profile:other@eu-west-1');
    await made[0]?.flush();
    assert.deepEqual((await memory.recall(parent))?.nodes, [child]);
    memory.remember(parent, [child]);
    await memory.forget('profile:mine@eu-west-1');
    await made[0]?.flush();
    assert.equal(await memory.recall(parent), undefined);
    assert.equal(made.length, 1);
  });

  it('ends what was loaded, and loads nothing to end it', async () => {
    lazyListMemory(load).dispose();
    assert.equal(made.length, 0);
    const memory = lazyListMemory(load);
    memory.remember(parent, []);
    memory.dispose();
    await memory.forget('sandbox');
    assert.equal(ended, 1);
  });
});
