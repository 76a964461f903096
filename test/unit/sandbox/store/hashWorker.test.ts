import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { HashWorker } from '../../../../src/sandbox/store/hashWorker';

const bytes = () => new Uint8Array(new SharedArrayBuffer(4)).fill(7);

describe('HashWorker', () => {
  it('hashes blocks in order', async () => {
    const thread = new HashWorker(['md5', 'sha1']);
    await Promise.all([thread.update(bytes()), thread.update(bytes())]);
    const whole = Buffer.alloc(8, 7);
    assert.deepEqual(await thread.digest(), [
      createHash('md5').update(whole).digest('hex'),
      createHash('sha1').update(whole).digest('hex'),
    ]);
    await thread.terminate();
  });

  it('rejects pending and later calls when it ends', async () => {
    const thread = new HashWorker(['no such hash']);
    await assert.rejects(thread.update(bytes()), /digest/i);
    await assert.rejects(thread.update(bytes()), /digest/i);
    await thread.terminate();
    await assert.rejects(thread.digest(), /digest/i);
  });
});
