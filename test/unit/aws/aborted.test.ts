import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { probeEndpoint } from '../../../src/aws/client/probeEndpoint';
import { createCodeArtifact } from '../../../src/aws/aws';
import { isCancelled } from '../../../src/core/failure';
import { patience, region, sandboxAt } from './coordinates';
import { operations } from './operations';
import { StubServer } from './stubServer';
import { withCloud } from './withCloud';
import type { World } from './world';

describe('a call that is aborted', () => {
  let world: World;
  withCloud(given => ({ world } = given));

  for (const { name, run } of operations)
    it(`cuts its request: ${name}`, async () => {
      const server = await new StubServer().start();
      const asked = new Promise<ServerResponse>(resolve => {
        server.reply = (_, response) => resolve(response);
      });
      const stop = new AbortController();
      const api = createCodeArtifact(sandboxAt(server.origin), world.options());
      const ended = run(api, server.origin, stop.signal).catch((error: unknown) => error);
      const closed = once(await asked, 'close');
      stop.abort();
      await closed;
      assert.ok(isCancelled(await ended));
      api.dispose();
      await server.stop();
    });
});

describe('a question that is answered', () => {
  it('leaves no connection open', async () => {
    const server = createServer({ keepAliveTimeout: 0 }, (_, response) => response.end('x'));
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const closed = new Promise(resolve =>
      server.once('connection', socket => socket.once('close', resolve)),
    );
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { status } = await probeEndpoint(origin, undefined, [{ origin, region }], patience);
    assert.equal(status, 200);
    await closed;
    await new Promise(resolve => server.close(resolve));
  });
});
