import assert from 'node:assert/strict';
import { soakSandbox } from '../properties/soak/soakSandbox';
import { endAll, temporaryFolder } from './sandboxProcess';

// The short form; `npm run harden` is the long one, with another seed.
describe('the sandbox under requests of every kind', () => {
  const { folder, remove } = temporaryFolder('sandbox-soak');
  after(() => {
    endAll();
    remove();
  });

  it('stays alive, answers as it should and leaves no file open', async () => {
    const { requests, answered, vanished, blobsRemoved } = await soakSandbox(folder, 5_000, 1500);
    assert.equal(requests, 1500);
    assert.ok(answered > 0 && vanished > 0 && blobsRemoved > 0);
  });
});
