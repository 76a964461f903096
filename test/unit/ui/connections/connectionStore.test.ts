import assert from 'node:assert/strict';
import type { Memento } from 'vscode';
import { connectionId, type Connection } from '../../../../src/core/connection';
import { ConnectionStore } from '../../../../src/ui/connections/connectionStore';
import { sandboxAt } from '../../aws/coordinates';

function remembered(value: unknown) {
  const state = { value, updates: 0 };
  const memento = {
    get: () => state.value,
    update: (_key: string, now: unknown) => {
      state.value = now;
      state.updates++;
      return Promise.resolve();
    },
  } as unknown as Memento;
  return { state, connections: new ConnectionStore(memento) };
}

const profile = (name: string, region = 'eu-west-1'): Connection => ({
  kind: 'profile',
  profile: name,
  region,
});
const usual: Connection = { kind: 'default', region: 'eu-west-1' };
const sandbox = sandboxAt('http://127.0.0.1:1');

describe('the connections that are remembered', () => {
  it('are kept in their order, without credentials', async () => {
    const { state, connections } = remembered(undefined);
    for (const it of [profile('a'), usual, sandbox]) await connections.add(it);
    assert.deepEqual(connections.all(), [profile('a'), usual, { kind: 'sandbox' }]);
    assert.doesNotMatch(JSON.stringify(state.value), /secret|AKID/);
  });

  it('are written only when something changes', async () => {
    const { state, connections } = remembered([profile('a')]);
    await connections.add(profile('a'));
    assert.equal(state.updates, 0);
    await connections.add(profile('a', 'us-east-1'));
    assert.deepEqual(connections.all(), [profile('a'), profile('a', 'us-east-1')]);
  });

  it('are of one user of the sandbox at a time, in the same place', async () => {
    const { connections } = remembered([{ kind: 'sandbox' }, usual]);
    await connections.add({ ...sandbox, user: 'newcomer' });
    assert.deepEqual(connections.all(), [{ kind: 'sandbox', user: 'newcomer' }, usual]);
  });

  it('are forgotten by their id', async () => {
    const { connections } = remembered([profile('a'), usual, { kind: 'sandbox' }]);
    await connections.remove(connectionId(usual));
    await connections.remove('sandbox');
    assert.deepEqual(connections.all(), [profile('a')]);
  });

  const odd: unknown[] = [
    ...[null, 7, 'x', {}, { kind: 'other', region: 'r' }, { kind: 'default' }],
    ...[
      { kind: 'default', region: 7 },
      { kind: 'profile', region: 'r' },
    ],
    ...[
      { kind: 'profile', profile: 7, region: 'r' },
      { kind: 'profile', profile: 'p' },
    ],
    ...[{ kind: 'sandbox', user: 7 }],
  ];
  for (const value of odd)
    it(`are not ${JSON.stringify(value)}`, () =>
      assert.deepEqual(remembered([value, usual]).connections.all(), [usual]));
  it('are none where something else is kept', () =>
    assert.deepEqual(remembered({ 0: usual }).connections.all(), []));
});
