import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { skip } from '../../../skip';
import { withSandbox, type Running } from '../runningSandbox';
import { withFolder } from '../temporaryFolder';

const jar = 'org/example/lib/1.0/lib-1.0.jar';
const inWebapp = { domain: 'demo', repository: 'webapp', format: 'maven' } as const;

async function withUpstream(
  server: Server,
  scheme: string,
  use: (running: Running) => Promise<void>,
): Promise<void> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const upstreams = { 'public:maven-central': `${scheme}://127.0.0.1:${port}/maven2` };
  try {
    await withSandbox(use, { upstreams });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Requests a file and checks that the response and the log say why it failed and nothing is stored. */
async function checkFailure(
  running: Running,
  file: string,
  status: number,
  message: RegExp,
): Promise<Response> {
  const headers = { authorization: await running.authorization() };
  const response = await fetch(running.url(file), { headers });
  assert.equal(response.status, status);
  assert.match(response.statusText, message);
  assert.match(await response.text(), message);
  assert.equal(running.log.filter(line => message.test(line)).length, 1);
  const { packages } = await running.api.listPackages(inWebapp);
  assert.deepEqual(packages, []);
  return response;
}

describe('a failing upstream', () => {
  const page = '<!DOCTYPE html><html><body>Sign in</body></html>';
  const html = { 'content-type': 'text/html; charset=utf-8' };
  const isFile = (url = '') => url.endsWith('.jar');
  const failures: [what: string, answer: RequestListener, message: RegExp][] = [
    [
      'a web page with status 200',
      (_, response) => response.writeHead(200, html).end(page),
      /lib-1\.0\.jar answered with a web page instead of the file/,
    ],
    [
      'a web page without a type',
      ({ url }, response) => response.writeHead(isFile(url) ? 200 : 404).end(page),
      /lib-1\.0\.jar answered with a web page instead of the file/,
    ],
    [
      'a web page instead of the checksum',
      ({ url }, response) => response.writeHead(200, isFile(url) ? {} : html).end(page.slice(15)),
      /answered with a web page instead of the file/,
    ],
    ['403', (_, response) => response.writeHead(403).end(), /jar answered 403 Forbidden/],
    ['401', (_, response) => response.writeHead(401).end(), /jar answered 401 Unauthorized/],
    ['503', (_, response) => response.writeHead(503).end(), /jar answered 503 Service Unavailable/],
    ['204', (_, response) => response.writeHead(204).end(), /jar answered 204 No Content/],
    [
      'a truncated file',
      (_, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('only this');
        setImmediate(() => response.destroy());
      },
      /jar ended the connection before the end of the file/,
    ],
    [
      'another checksum',
      ({ url }, response) => response.end(isFile(url) ? 'bytes' : 'a'.repeat(40)),
      /jar does not match its published SHA-1/,
    ],
    [
      'compressed bytes',
      (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
      /jar answered with the content encoding gzip/,
    ],
    [
      'a redirect to another port',
      (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/x' }).end(),
      /redirects to 127\.0\.0\.1:1 without encryption/,
    ],
    [
      'a redirect to another host',
      (_, response) => response.writeHead(301, { location: 'https://other.invalid/x' }).end(),
      /redirects to the host other\.invalid, which is not followed/,
    ],
    [
      'a redirect without end',
      ({ url = '' }, response) => response.writeHead(307, { location: `${url}x` }).end(),
      /redirects more than 5 times/,
    ],
    [
      'a redirect to no URL',
      (_, response) => response.writeHead(308, { location: 'https://' }).end(),
      /redirects to something that is not a URL/,
    ],
  ];
  for (const [what, answer, message] of failures)
    it(`that answers with ${what} is named and stores nothing`, () =>
      withUpstream(createServer(answer), 'http', async running => {
        await checkFailure(running, jar, 502, message);
      }));

  it('that limits the rate of requests is passed on with its Retry-After', () =>
    withUpstream(
      createServer((_, response) => response.writeHead(429, { 'retry-after': '7' }).end()),
      'http',
      async running => {
        const response = await checkFailure(running, jar, 429, /answered 429 Too Many Requests/);
        assert.equal(response.headers.get('retry-after'), '7');
      },
    ));

  for (const [what, answer, message] of [
    ['a web page', (_, response) => response.writeHead(200, html).end(page), /web page/],
    ['something else', (_, response) => response.end('ok'), /is not a maven-metadata\.xml/],
    ['500', (_, response) => response.writeHead(500).end(), /metadata\.xml answered 500/],
  ] as readonly (readonly [string, RequestListener, RegExp])[])
    it(`that answers with ${what} for metadata is named`, () =>
      withUpstream(createServer(answer), 'http', async running => {
        const headers = { authorization: await running.authorization() };
        const file = 'org/example/lib/maven-metadata.xml';
        const response = await fetch(running.url(file), { headers });
        assert.equal(response.status, 502);
        assert.match(response.statusText, message);
        assert.ok(running.log.some(line => message.test(line)));
      }));

  it('may redirect on its own host', () =>
    withUpstream(
      createServer(({ url = '' }, response) => {
        const sha1 = createHash('sha1').update('bytes').digest('hex');
        if (url.startsWith('/maven2/')) response.writeHead(302, { location: `/moved${url}` }).end();
        else response.end(isFile(url) ? 'bytes' : sha1);
      }),
      'http',
      async running => {
        const headers = { authorization: await running.authorization() };
        const response = await fetch(running.url(jar), { headers });
        assert.equal(await response.text(), 'bytes');
      },
    ));

  it('whose certificate is not trusted is named', async function () {
    await withFolder(async folder => {
      const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
      const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
      const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
      try {
        const args = ['req', '-x509', ...curve, ...subject, '-keyout', key, '-out', cert];
        execFileSync('openssl', args, { stdio: 'ignore' });
      } catch {
        return skip(this, 'openssl is missing');
      }
      const pems = { key: readFileSync(key), cert: readFileSync(cert) };
      const server = createTlsServer(pems, (_, response) => response.end('bytes'));
      await withUpstream(server, 'https', async running => {
        const message = /certificate that is not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\)/;
        await checkFailure(running, jar, 502, message);
      });
    });
  });
});
