import assert from 'node:assert/strict';
import { probeEndpoint } from '../../../../src/aws/client/probeEndpoint';
import { Secret } from '../../../../src/core/secret';
import type { Token } from '../../../../src/core/token';
import { account, domainAt, patience, region } from '../coordinates';
import { failing } from '../failing';
import { StubServer } from '../stubServer';

describe('ask', () => {
  let server: StubServer;
  const tokenOf = (realm: string, domain = 'my-team'): Token => ({
    domain: { ...domainAt(realm), domain },
    secret: new Secret('canary'),
    expires: new Date(),
  });
  const approved = () => [{ origin: server.origin, region }];
  const repository = () => `${server.origin}/maven/d/my-team-${account}/releases/`;

  beforeEach(async () => {
    server = await new StubServer().start();
    server.reply = (_, response) => {
      response.writeHead(404, { date: 'Mon, 23 Nov 2026 12:00:00 GMT' }).end('no');
    };
  });
  afterEach(() => server.stop());

  it('tells status and clock of the server', async () => {
    const { status, date } = await probeEndpoint(server.origin, undefined, approved(), patience);
    assert.equal(status, 404);
    assert.equal(date?.toISOString(), '2026-11-23T12:00:00.000Z');
    assert.equal(server.requests[0]?.headers.authorization, undefined);
  });

  it('signs in to a repository of the token’s domain as Maven would', async () => {
    await probeEndpoint(`${repository()}x`, tokenOf(server.origin), approved(), patience);
    const basic = `Basic ${Buffer.from('aws:canary').toString('base64')}`;
    assert.equal(server.requests[0]?.headers.authorization, basic);
  });

  it('sends no token anywhere else', async () => {
    const refused = failing('endpoint-refused');
    const other = tokenOf(server.origin, 'other-team');
    await assert.rejects(probeEndpoint(repository(), other, approved(), patience), refused);
    await assert.rejects(
      probeEndpoint(repository(), tokenOf('aws'), approved(), patience),
      refused,
    );
    await assert.rejects(
      probeEndpoint(server.origin, tokenOf(server.origin), approved(), patience),
      refused,
    );
    await assert.rejects(
      probeEndpoint(repository(), tokenOf(server.origin), [], patience),
      refused,
    );
    assert.deepEqual(server.requests, []);
  });

  it('asks no host that nobody approved, and follows no redirect', async () => {
    await assert.rejects(
      probeEndpoint(server.origin, undefined, [], patience),
      failing('endpoint-refused'),
    );
    server.reply = (_, response) => {
      response.writeHead(302, { location: `${server.origin}/elsewhere` }).end();
    };
    assert.equal((await probeEndpoint(server.origin, undefined, approved(), patience)).status, 302);
    assert.equal(server.requests.length, 1);
  });

  it('says what keeps an answer away', async () => {
    const nobody = [{ origin: 'http://127.0.0.1:1', region }];
    await assert.rejects(
      probeEndpoint('http://127.0.0.1:1', undefined, nobody, patience),
      failing('unreachable'),
    );
    server.reply = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>');
    };
    await assert.rejects(
      probeEndpoint(server.origin, undefined, approved(), patience),
      failing('proxy-answered'),
    );
  });
});
