import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { withSandbox, type Running } from '../runningSandbox';

const pom = 'org/example/lib/1.0/lib-1.0.pom';
const credentials = `Basic ${Buffer.from('me:secret-password').toString('base64')}`;

interface TestServer {
  readonly port: number;
  readonly requests: string[];
}

/** Runs HTTP servers, which note the requests that they get with their credentials. */
async function withServers(
  listeners: readonly RequestListener[],
  use: (servers: readonly TestServer[]) => Promise<void>,
): Promise<void> {
  const started = await Promise.all(
    listeners.map(async listener => {
      const requests: string[] = [];
      const server = createServer((incoming, response) => {
        const { method = '', url = '', headers } = incoming;
        const sent = [headers.authorization, headers['proxy-authorization']];
        requests.push([method, url, ...sent.filter(it => it !== undefined)].join(' '));
        listener(incoming, response);
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      return { server, requests, port: (server.address() as AddressInfo).port };
    }),
  );
  try {
    await use(started);
  } finally {
    for (const { server } of started) {
      server.closeAllConnections();
      server.close();
    }
  }
}

const mirror = (port: number, host = '127.0.0.1') =>
  `<mirrors><mirror><id>m</id><url>http://${host}:${port}/repo</url><mirrorOf>central</mirrorOf></mirror></mirrors>
<servers><server><id>m</id><username>me</username><password>secret-password</password></server></servers>`;

const writeSettings = (folder: string, content: string) => {
  const file = path.join(folder, 'settings.xml');
  writeFileSync(file, `<settings>${content}</settings>`);
  return file;
};

const withSettings = (content: string, use: (running: Running) => Promise<void>) =>
  withSandbox(use, { upstreams: {} }, folder => ({
    mavenSettings: [writeSettings(folder, content)],
  }));

async function getPom(running: Running): Promise<{ status: number; statusText: string }> {
  const response = await fetch(running.url(pom), {
    headers: { authorization: await running.authorization() },
  });
  await response.text();
  return { status: response.status, statusText: response.statusText };
}

const serve: RequestListener = ({ url = '' }, response) => {
  response.writeHead(url.endsWith('.pom') ? 200 : 404).end('<project/>');
};

describe('the upstream of Maven’s settings', () => {
  it('is the mirror of Maven Central, with its credentials, which are in no log', () =>
    withServers([serve], async ([server]) => {
      assert.ok(server);
      await withSettings(mirror(server.port), async running => {
        assert.equal((await getPom(running)).status, 200);
        assert.deepEqual(server.requests, [
          `GET /repo/${pom} ${credentials}`,
          `GET /repo/${pom}.sha1 ${credentials}`,
        ]);
        assert.match(
          running.log.join('\n'),
          /The mirror 'm' in Maven's settings at http:\/\/127\.0\.0\.1:\d+ is the upstream/,
        );
        assert.doesNotMatch(running.log.join('\n'), /secret-password|bWU6c2Vjcm/);
      });
    }));

  it('changes when the settings do', () =>
    withServers([serve], async ([server]) => {
      assert.ok(server);
      await withSettings(mirror(1), async running => {
        assert.equal((await getPom(running)).status, 502);
        writeSettings(running.folder, mirror(server.port));
        assert.equal((await getPom(running)).status, 200);
      });
    }));

  it('is reached through the proxy of the settings', () =>
    withServers([serve], async ([server]) => {
      assert.ok(server);
      const proxy = `<proxies><proxy><id>p</id><protocol>http</protocol><host>127.0.0.1</host>
<port>${server.port}</port><username>me</username><password>secret-password</password></proxy></proxies>`;
      await withSettings(mirror(80, 'mirror.invalid') + proxy, async running => {
        assert.equal((await getPom(running)).status, 200);
        assert.equal(
          server.requests[0],
          `GET http://mirror.invalid/repo/${pom} ${credentials} ${credentials}`,
        );
      });
    }));

  it('opens a tunnel through the proxy for https', async () => {
    const asked: string[] = [];
    const proxy = createServer().on('connect', ({ url = '', headers }: IncomingMessage, socket) => {
      asked.push(`${url} ${headers['proxy-authorization'] ?? ''}`);
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const { port } = proxy.address() as AddressInfo;
    const settings = `<proxies><proxy><host>127.0.0.1</host><port>${port}</port></proxy></proxies>
<mirrors><mirror><id>m</id><url>https://mirror.invalid/repo</url><mirrorOf>*</mirrorOf></mirror></mirrors>`;
    try {
      await withSettings(settings, async running => {
        const { status, statusText } = await getPom(running);
        assert.equal(status, 502);
        assert.match(statusText, /the proxy 127\.0\.0\.1:\d+ answered 407/);
        assert.deepEqual(asked, ['mirror.invalid:443 ']);
      });
    } finally {
      proxy.closeAllConnections();
      proxy.close();
    }
  });

  it('never follows a redirect to another host, nor sends it credentials', () =>
    withServers(
      [
        ({ url = '', headers }, response) => {
          const [, port = ''] = (headers.host ?? '').split(':');
          response.writeHead(302, { location: `http://localhost:${port}${url}` }).end();
        },
      ],
      async ([server]) => {
        assert.ok(server);
        await withSettings(mirror(server.port), async running => {
          const { status, statusText } = await getPom(running);
          assert.equal(status, 502);
          assert.match(statusText, /redirects to localhost:\d+ without encryption/);
          assert.equal(server.requests.length, 1);
        });
      },
    ));

  for (const [what, content, message] of [
    [
      'a blocked mirror',
      mirror(1).replace('</mirror>', '<blocked>true</blocked></mirror>'),
      /'m' in Maven's settings blocks requests/,
    ],
    ['an encrypted password', mirror(1).replace('secret-password', '{abc=}'), /encrypted password/],
    ['settings that are not valid', '<mirrors>', /settings cannot be read/],
    ['another protocol', mirror(1).replace('http:', 'ftp:'), /neither http, https nor file/],
  ] as const)
    it(`names ${what} in the response and in the log`, () =>
      withSettings(content, async running => {
        const { status, statusText } = await getPom(running);
        assert.equal(status, 502);
        assert.match(statusText, message);
        assert.match(running.log.join('\n'), message);
      }));

  it('is never the sandbox itself', () =>
    withServers([serve], async ([server]) => {
      assert.ok(server);
      await withSettings(mirror(server.port), async running => {
        const { port } = new URL(running.sandbox.announcement.endpoint);
        const own = `<mirror><id>own</id><url>http://127.0.0.1:${port}/maven/d/demo-111122223333/webapp/</url><mirrorOf>*</mirrorOf></mirror>`;
        const content = mirror(server.port).replace('<mirrors>', `<mirrors>${own}`);
        writeSettings(running.folder, content.replace('>central<', '>*<'));
        assert.equal((await getPom(running)).status, 200);
      });
    }));
});
