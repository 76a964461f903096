import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { isReachable, isReachableWithoutProxy } from '../../../tools/machine/reachable';

const names = ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'no_proxy', 'NO_PROXY'];
/** A name that nobody but the proxy can resolve. */
const beyond = 'http://repository.invalid/';

describe('reachable', () => {
  const before = names.map(name => [name, process.env[name]] as const);
  const sockets = new Set<Socket>();
  let repository: Server;
  let proxy: Server;
  let asked: string[];

  const port = (server: Server) => (server.address() as AddressInfo).port;

  beforeEach(async () => {
    asked = [];
    repository = createServer((request, response) => {
      response.statusCode = request.url === '/' ? 200 : 404;
      response.end();
    });
    // A tunnel, or a whole address in the first line: either leads to the repository.
    proxy = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.statusCode = request.url === beyond ? 200 : 404;
      response.end();
    });
    proxy.on('connect', (request, socket: Socket) => {
      asked.push(request.url ?? '');
      const through = connect(port(repository), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        through.pipe(socket).pipe(through);
      });
      for (const each of [socket, through]) {
        sockets.add(each);
        each.on('error', () => undefined);
      }
    });
    for (const server of [repository, proxy]) {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
    }
    for (const name of names) Reflect.deleteProperty(process.env, name);
  });

  afterEach(() => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    for (const server of [repository, proxy]) {
      server.closeAllConnections();
      server.close();
    }
  });

  it('asks through the proxy of the environment', async () => {
    process.env['HTTP_PROXY'] = `http://127.0.0.1:${port(proxy)}`;
    assert.equal(await isReachable(beyond), true);
    assert.equal(asked.length, 1);
    assert.equal(await isReachable(`${beyond}none`), false);
  });

  it('asks directly what NO_PROXY names, and where there is no proxy', async () => {
    const url = `http://127.0.0.1:${port(repository)}/`;
    assert.equal(await isReachable(url), true);
    process.env['HTTP_PROXY'] = `http://127.0.0.1:${port(proxy)}`;
    process.env['NO_PROXY'] = '127.0.0.1';
    assert.equal(await isReachable(url), true);
    assert.deepEqual(asked, []);
  });

  it('says no where nothing answers', async () => {
    const { port: free } = repository.address() as AddressInfo;
    repository.close();
    await once(repository, 'close');
    assert.equal(await isReachable(`http://127.0.0.1:${free}/`), false);
  });

  it('asks without a proxy for programs that know of none', async () => {
    process.env['HTTP_PROXY'] = `http://127.0.0.1:${port(proxy)}`;
    assert.equal(await isReachableWithoutProxy(`http://127.0.0.1:${port(repository)}/`), true);
    assert.equal(await isReachableWithoutProxy(`http://127.0.0.1:${port(repository)}/none`), false);
    assert.deepEqual(asked, []);
  });
});
