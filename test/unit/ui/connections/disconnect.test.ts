import assert from 'node:assert/strict';
import { disconnect } from '../../../../src/ui/connections/disconnect';
import type { Node } from '../../../../src/ui/explorer/node';
import type { ConnectionServices } from '../../../../src/ui/connections/connectionServices';

describe('Disconnect', () => {
  /** What is called with which id. */
  async function calls(node: Node | undefined): Promise<string[]> {
    const called: string[] = [];
    const note = (what: string) => (id: string) => Promise.resolve(void called.push(what + id));
    await disconnect(
      {
        connections: { remove: note('remove ') },
        explorer: { clearCache: note('forget ') },
      } as unknown as ConnectionServices,
      node,
    );
    return called;
  }

  it('takes the connection away, and what is kept of its tree', async () => {
    const connection = { kind: 'profile', profile: 'me', region: 'eu-west-1' } as const;
    assert.deepEqual(await calls({ kind: 'connection', connection }), [
      'remove profile:me@eu-west-1',
      'forget profile:me@eu-west-1',
    ]);
  });

  it('takes a stopped sandbox away', async () =>
    assert.deepEqual(await calls({ kind: 'stoppedSandbox' }), ['remove sandbox']));

  it('does nothing to anything else', async () => assert.deepEqual(await calls(undefined), []));
});
