import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import { connect as connectSocket, type AddressInfo } from 'node:net';
import path from 'node:path';
import * as vscode from 'vscode';
import { isFailure } from '../../src/core/failure';
import { patience, region } from '../unit/aws/coordinates';
import { World } from '../unit/aws/world';
import { awsBundle } from './awsBundle';

const host = `codeartifact.${region}.amazonaws.com`;
const tlsFolder = path.join(__dirname, '..', '..', '..', 'test', 'fixtures', 'tls');
const pem = (name: string): Buffer => readFileSync(path.join(tlsFolder, `${name}.pem`));

/** Stands in for CodeArtifact behind the company's proxy, with a certificate of `name`. */
function service(name: string): TlsServer {
  const options = { key: pem(`${name}key`), cert: pem(`${name}cert`) };
  return createTlsServer(options, (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'x-amzn-requestid': 'r' });
    response.end('{"domains":[{"name":"behind","owner":"111122223333"}]}');
  });
}

const listen = (server: Server | TlsServer): Promise<number> =>
  new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

describe('a proxy of VS Code', () => {
  const asked: string[] = [];
  let world: World;
  let proxy: Server;
  let behind: TlsServer;
  let port: number;
  let refusal: string | undefined;

  const set = async (name: string, value: unknown): Promise<void> => {
    const config = vscode.workspace.getConfiguration('http');
    await config.update(name, value, vscode.ConfigurationTarget.Global);
  };

  before(async () => {
    proxy = createServer();
    proxy.on('connect', ({ url }, socket) => {
      asked.push(url ?? '');
      socket.on('error', () => undefined);
      if (refusal !== undefined) {
        socket.end(refusal);
        return;
      }
      const tunnel = connectSocket((behind.address() as AddressInfo).port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        socket.pipe(tunnel).pipe(socket);
      });
      tunnel.on('error', () => socket.destroy());
    });
    port = await listen(proxy);
    await set('proxy', `http://127.0.0.1:${port}`);
  });
  after(async () => {
    for (const name of ['proxy', 'noProxy', 'proxySupport']) await set(name, undefined);
    proxy.closeAllConnections();
    proxy.close();
  });
  beforeEach(async () => {
    asked.length = 0;
    refusal = undefined;
    world = new World();
    world.credentials('[p]\naws_access_key_id=AKIDP\naws_secret_access_key=s');
    behind = service('company-');
    await listen(behind);
  });
  afterEach(() => {
    world.dispose();
    behind.closeAllConnections();
    behind.close();
  });

  /** The names of the domains, or the code of the failure. */
  async function domains(): Promise<readonly string[] | string> {
    const api = awsBundle().createCodeArtifact(
      { kind: 'profile', profile: 'p', region },
      world.options(),
    );
    try {
      return (await api.domains(undefined, patience)).items.map(it => it.domain);
    } catch (error) {
      if (!isFailure(error)) throw error;
      return error.code;
    } finally {
      api.dispose();
    }
  }

  it('is used, with the certificate authority that the company added', async () => {
    assert.deepEqual(await domains(), ['behind']);
    assert.deepEqual(asked, [`${host}:443`]);
  });

  it('whose certificates are not trusted is told of as that', async () => {
    behind.close();
    behind = service('');
    await listen(behind);
    assert.equal(await domains(), 'tls');
  });

  it('that wants a password is told of as a proxy', async () => {
    refusal =
      'HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';
    assert.equal(await domains(), 'proxy-answered');
  });

  it('is passed by where http.noProxy says so', async () => {
    await set('noProxy', ['.amazonaws.com']);
    assert.match(String(await domains()), /^(host-unknown|unreachable|timeout)$/);
    assert.deepEqual(asked, []);
    await set('noProxy', undefined);
  });

  it('is passed by where proxies are switched off', async () => {
    await set('proxySupport', 'off');
    assert.match(String(await domains()), /^(host-unknown|unreachable|timeout)$/);
    assert.deepEqual(asked, []);
    await set('proxySupport', undefined);
  });
});
