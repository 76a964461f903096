import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { gzipSync } from 'node:zlib';
import type { Limits } from '../../../src/aws/client/awsOptions';
import type { FailureCode } from '../../../src/core/failure';

/** Something wrong between here and the service. */
export interface NetworkFault {
  readonly what: string;
  /** What it must be called; one of several where the system decides. */
  readonly codes: readonly FailureCode[];
  /** Whether it is a wait that a user may want to end. */
  readonly hangs?: boolean;
  /** What happens to a connection; absent when there is none. */
  readonly onConnection?: (socket: Socket) => void;
  /** The endpoint when it is not the faulty server's. */
  readonly endpoint?: string;
  readonly tls?: boolean;
  /** What differs from the limits that the product promises. */
  readonly limits?: Partial<Limits>;
}

/** Calls `then` when the request's head has come. */
function afterHead(then: (socket: Socket) => void): (socket: Socket) => void {
  return socket => {
    let read = '';
    socket.on('data', (chunk: Buffer) => {
      read += chunk.toString('latin1');
      if (!read.includes('\r\n\r\n')) return;
      read = '';
      then(socket);
    });
  };
}

const says = (...lines: string[]) => afterHead(socket => socket.end(lines.join('\r\n')));

/** A whole answer, with the length of its body. */
function answers(status: string, body: string | Buffer, ...headers: string[]) {
  const bytes = Buffer.from(body);
  const length = `Content-Length: ${bytes.length}`;
  const head = [`HTTP/1.1 ${status}`, length, 'Connection: close', ...headers, '', ''];
  return afterHead(socket => socket.end(Buffer.concat([Buffer.from(head.join('\r\n')), bytes])));
}

const html = '<!DOCTYPE html><html><body>Please sign in to the guest network</body></html>';
const json = 'Content-Type: application/json';
const fromAws = 'x-amzn-RequestId: request-9';
const ok = 'HTTP/1.1 200 OK';

/** The faults; every call of the port must survive every one of them. */
export const networkFaults: readonly NetworkFault[] = [
  { what: 'nobody listens', codes: ['sandbox-stopped'], endpoint: 'http://127.0.0.1:1' },
  // Some name servers drop what comes too fast, and a look-up then waits longer than we do.
  {
    what: 'the name is unknown',
    codes: ['host-unknown', 'timeout'],
    endpoint: 'http://nowhere.invalid',
    limits: { connectMs: 1000 },
  },
  {
    what: 'no route leads there',
    codes: ['timeout', 'unreachable', 'sandbox-stopped'],
    endpoint: 'http://192.0.2.1:9',
    limits: { connectMs: 100 },
  },
  {
    what: 'the connection is closed at once',
    codes: ['unreachable'],
    onConnection: it => it.end(),
  },
  {
    what: 'the connection is reset at once',
    codes: ['unreachable'],
    onConnection: it => it.resetAndDestroy(),
  },
  {
    what: 'the connection is reset after the request',
    codes: ['unreachable'],
    onConnection: afterHead(it => it.resetAndDestroy()),
  },
  {
    what: 'the request is read and closed',
    codes: ['unreachable'],
    onConnection: afterHead(it => it.end()),
  },
  {
    what: 'nothing is ever said',
    codes: ['timeout'],
    hangs: true,
    onConnection: it => it.resume(),
  },
  {
    what: 'the head never ends',
    codes: ['timeout'],
    hangs: true,
    onConnection: afterHead(it => it.write(`${ok}\r\nX-Slow: `)),
  },
  {
    what: 'the body never comes',
    codes: ['timeout'],
    hangs: true,
    onConnection: afterHead(it => it.write(`${ok}\r\n${json}\r\nContent-Length: 100\r\n\r\n`)),
  },
  {
    what: 'the body trickles for ever',
    codes: ['timeout'],
    hangs: true,
    onConnection: afterHead(socket => {
      socket.write(`${ok}\r\n${json}\r\nTransfer-Encoding: chunked\r\n\r\n`);
      const drip = setInterval(() => socket.write('1\r\n \r\n'), 20);
      socket.on('close', () => clearInterval(drip)).on('error', () => clearInterval(drip));
    }),
  },
  {
    what: 'the body is promised again and again',
    codes: ['timeout'],
    hangs: true,
    onConnection: afterHead(socket => socket.write('HTTP/1.1 100 Continue\r\n\r\n')),
  },
  {
    what: 'the body is cut short',
    codes: ['unreachable'],
    onConnection: afterHead(it => it.end(`${ok}\r\n${json}\r\nContent-Length: 100\r\n\r\n{"doma`)),
  },
  {
    what: 'the length is too small',
    codes: ['bad-answer'],
    onConnection: says(ok, json, 'Content-Length: 5', '', '{"domains":[]}'),
  },
  {
    what: 'a chunk is malformed',
    codes: ['proxy-answered', 'unreachable'],
    onConnection: says(ok, json, 'Transfer-Encoding: chunked', '', 'zz', '{"x":1}', '0', '', ''),
  },
  {
    what: 'the answer is no HTTP',
    codes: ['proxy-answered'],
    onConnection: says('SSH-2.0-OpenSSH_9.2', '', ''),
  },
  { what: 'the answer is empty', codes: ['bad-answer'], onConnection: answers('200 OK', '', json) },
  {
    what: 'there is no content',
    codes: ['bad-answer'],
    onConnection: answers('204 No Content', ''),
  },
  { what: 'the answer is {}', codes: ['bad-answer'], onConnection: answers('200 OK', '{}', json) },
  {
    what: 'the answer is null',
    codes: ['bad-answer'],
    onConnection: answers('200 OK', 'null', json),
  },
  { what: 'the answer is []', codes: ['bad-answer'], onConnection: answers('200 OK', '[]', json) },
  {
    what: 'every field has another type',
    codes: ['bad-answer'],
    onConnection: answers(
      '200 OK',
      '{"domains":1,"repositories":{},"repository":"x","packages":"y","versions":7,' +
        '"packageVersion":[],"repositoryEndpoint":{},"authorizationToken":9,"expiration":"z"}',
      json,
    ),
  },
  {
    what: 'the items are not objects',
    codes: ['bad-answer'],
    onConnection: answers(
      '200 OK',
      '{"domains":[1],"repositories":[null],"repository":{"name":5},"packages":["p"],' +
        '"versions":[{"version":[]}],"packageVersion":{"version":"1.0.0","status":3},' +
        '"repositoryEndpoint":"x","authorizationToken":"a b","expiration":-1}',
      json,
    ),
  },
  {
    what: 'the body is compressed without being asked',
    codes: ['bad-answer'],
    onConnection: answers('200 OK', gzipSync('{"domains":[]}'), json, 'Content-Encoding: gzip'),
  },
  {
    what: 'a portal answers 200',
    codes: ['proxy-answered'],
    onConnection: answers('200 OK', html, 'Content-Type: text/html'),
  },
  {
    what: 'a portal redirects',
    codes: ['proxy-answered'],
    onConnection: answers('302 Found', '', 'Location: http://127.0.0.1:1/login'),
  },
  {
    what: 'a proxy forbids',
    codes: ['proxy-answered'],
    onConnection: answers('403 Forbidden', html, 'Content-Type: text/html'),
  },
  {
    what: 'a proxy wants a password',
    codes: ['proxy-answered'],
    onConnection: answers('407 Proxy Authentication Required', html, 'Content-Type: text/html'),
  },
  {
    what: 'a proxy has no gateway',
    codes: ['proxy-answered'],
    onConnection: answers('502 Bad Gateway', html, 'Content-Type: text/html'),
  },
  {
    what: 'the service has an error',
    codes: ['service-error'],
    onConnection: answers(
      '500 Internal Server Error',
      '{"message":"oops"}',
      json,
      fromAws,
      'x-amzn-errortype: InternalServerException',
    ),
  },
  {
    what: 'the service is away',
    codes: ['service-error'],
    onConnection: answers('503 Service Unavailable', '{}', json, fromAws),
  },
  {
    what: 'the gateway waits in vain',
    codes: ['service-error'],
    onConnection: answers('504 Gateway Timeout', '{}', json, fromAws),
  },
  {
    what: 'the service wants us to wait',
    codes: ['throttled'],
    onConnection: answers(
      '429 Too Many Requests',
      '{"message":"Rate exceeded"}',
      json,
      fromAws,
      'Retry-After: 0',
      'x-amzn-errortype: ThrottlingException',
    ),
  },
  {
    what: 'TLS is spoken to plain HTTP',
    codes: ['tls'],
    endpoint: 'https',
    onConnection: it => it.once('data', () => it.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
  },
  { what: 'the certificate is self-signed', codes: ['tls'], endpoint: 'https', tls: true },
  {
    what: 'the TLS handshake never ends',
    codes: ['timeout'],
    hangs: true,
    endpoint: 'https',
    onConnection: it => it.resume(),
  },
];

/** A server that does to every connection what `fault` says. */
export class FaultyServer {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #asked = 0;
  #noteAsked = (): void => undefined;

  constructor({ onConnection, tls }: NetworkFault) {
    const pem = (name: string): Buffer => readFileSync(`test/fixtures/tls/${name}.pem`);
    this.#server = tls
      ? createTlsServer({ key: pem('key'), cert: pem('cert') })
      : createServer(onConnection);
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once('data', () => {
        this.#asked++;
        this.#noteAsked();
      });
      socket.on('error', () => undefined).on('close', () => this.#sockets.delete(socket));
    });
    this.#server.on('tlsClientError', () => undefined);
  }

  async start(): Promise<number> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  /** Resolves when `count` connections have brought something, and seen what the fault does then. */
  async asked(count: number): Promise<void> {
    await new Promise<void>(resolve => {
      this.#noteAsked = () => this.#asked >= count && resolve();
      this.#noteAsked();
    });
    // What the server has said is read in the next turn of the loop.
    await new Promise(resolve => setImmediate(resolve));
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise(resolve => this.#server.close(resolve));
  }
}
