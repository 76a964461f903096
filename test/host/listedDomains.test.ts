import assert from 'node:assert/strict';
import type { Domain } from '../../src/core/coordinates';
import type { Connection } from '../../src/core/connection';
import { Connections } from '../../src/ui/connections/connections';
import { team } from './holders/fakeServices';
import { Memory } from './memory';

const connection: Connection = { kind: 'default', region: team.region };

describe('domains that a connection lists', () => {
  it('are announced when they are new, and not again', () => {
    const connections = new Connections(new Memory(), {} as never, {} as never);
    let announced = 0;
    connections.onDidListDomains(() => announced++);
    const other: Domain = { ...team, domain: 'other' };
    const counts = [[team], [team], [], [team, other], [other]].map(domains => {
      connections.recordListedDomains(connection, domains);
      return announced;
    });
    assert.deepEqual(counts, [1, 1, 1, 2, 2]);
    connections.dispose();
  });
});
