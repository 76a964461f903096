import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';

/** A request as it goes over the wire. */
export interface Wire {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/** Where a client vanishes: after so many bytes of its request, or of the answer. */
export interface Vanishing {
  readonly after: 'request' | 'answer';
  readonly bytes: number;
  /** With a reset of the connection, not with its end. */
  readonly reset: boolean;
}

/** An answer that came whole. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** How long an answer may take; one that takes longer is one that hangs. */
const hangMilliseconds = 20_000;

/**
 * Sends one request on a connection of its own. Resolves with the answer, or with `undefined` where
 * the client vanished or the connection broke. Throws for an answer that is not well formed or hangs.
 */
export function send(
  port: number,
  wire: Wire,
  vanishing?: Vanishing,
): Promise<WireAnswer | undefined> {
  const bytes = encode(port, wire);
  const what = `${wire.method} ${wire.target}`;
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const chunks: Buffer[] = [];
    let received = 0;
    let awaited = 0;
    const finish = (answer: WireAnswer | undefined) => {
      leave(socket, vanishing?.reset === true);
      resolve(answer);
    };
    socket.setTimeout(hangMilliseconds, () => {
      socket.destroy();
      reject(new Error(`${what} was not answered`));
    });
    socket.on('error', () => resolve(undefined));
    socket.on('close', () => resolve(undefined));
    socket.on('data', chunk => {
      chunks.push(chunk);
      received += chunk.length;
      if (vanishing?.after === 'answer' && received >= vanishing.bytes) finish(undefined);
      // A large answer is not put together anew for each of its chunks.
      if (received < awaited) return;
      try {
        const bytes = Buffer.concat(chunks);
        awaited = wholeLength(bytes, wire.method);
        if (received >= awaited) finish(parse(bytes, wire.method));
      } catch (error) {
        socket.destroy();
        reject(new Error(`${what} had a malformed answer`, { cause: error }));
      }
    });
    if (vanishing?.after === 'request')
      socket.write(bytes.subarray(0, vanishing.bytes), () => finish(undefined));
    else socket.write(bytes);
  });
}

/** How many bytes a request has on the wire. */
export function encode(port: number, { method, target, headers, body }: Wire): Buffer {
  const all = {
    host: `127.0.0.1:${port}`,
    ...(body && { 'content-length': String(body.length) }),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1');
  return body ? Buffer.concat([head, body]) : head;
}

function leave(socket: Socket, reset: boolean): void {
  if (reset) socket.resetAndDestroy();
  else socket.destroy();
}

/** The bytes that an answer has when it is whole; one more than there are while its head is not. */
function wholeLength(bytes: Buffer, method: string): number {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return bytes.length + 1;
  const { status, headers } = headOf(bytes.toString('latin1', 0, end));
  // Node refuses by itself what is no HTTP, without a length.
  const length = headers.get('content-length') ?? (status === 400 ? '0' : undefined);
  assert.ok(length !== undefined && /^\d+$/.test(length), `content-length ${length ?? 'missing'}`);
  return end + 4 + (method === 'HEAD' ? 0 : Number(length));
}

function parse(bytes: Buffer, method: string): WireAnswer {
  const end = bytes.indexOf('\r\n\r\n');
  assert.equal(bytes.length, wholeLength(bytes, method), 'more bytes than announced');
  return { ...headOf(bytes.toString('latin1', 0, end)), body: bytes.subarray(end + 4) };
}

function headOf(head: string): Omit<WireAnswer, 'body'> {
  const [first = '', ...lines] = head.split('\r\n');
  const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(first) ?? [];
  assert.ok(status !== undefined, first);
  const headers = new Map(
    lines.map(line => {
      const [, name = '', value = ''] = /^([A-Za-z0-9-]+): (.*)$/.exec(line) ?? [];
      assert.notEqual(name, '', line);
      return [name.toLowerCase(), value] as const;
    }),
  );
  return { status: Number(status), headers };
}
