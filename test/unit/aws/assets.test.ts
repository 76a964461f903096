import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { defaultLimits } from '../../../src/aws/client/awsOptions';
import { createCodeArtifact } from '../../../src/aws/aws';
import type { AssetUpload } from '../../../src/core/asset';
import type { CodeArtifact } from '../../../src/core/codeArtifact';
import { isCancelled } from '../../../src/core/failure';
import { patience, sandboxAt, versionAt } from './coordinates';
import { failing } from './failing';
import { ManualTimers } from './manualTimers';
import { json, StubServer } from './stubServer';
import { World } from './world';

const nothing = (): undefined => undefined;
const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
/** Nothing may move for twice the usual limit. */
const limitMs = 2 * defaultLimits.answerMs;

describe('the assets of a version', () => {
  let world: World;
  let server: StubServer;
  let api: CodeArtifact;
  beforeEach(async () => {
    world = new World();
    server = await new StubServer().start();
    api = createCodeArtifact(sandboxAt(server.origin), world.options({ pageSize: 7 }));
  });
  afterEach(async () => {
    api.dispose();
    await server.stop();
    world.dispose();
  });

  it('are listed by page, with size and hashes in lower case', async () => {
    const assets = [{ name: 'a b.jar', size: 5, hashes: { 'SHA-256': 'AB'.repeat(32) } }];
    server.reply = json(200, { assets, nextToken: 'n' });
    assert.deepEqual(await api.assets(versionAt(server.origin), undefined, patience), {
      items: [{ name: 'a b.jar', sizeBytes: 5, hashes: { 'SHA-256': 'ab'.repeat(32) } }],
      next: 'n',
    });
  });

  for (const [what, asset] of [
    ['a hash that is none', { name: 'a', hashes: { 'SHA-256': '../etc' } }],
    ['a negative size', { name: 'a', size: -1 }],
    ['a name with a line end', { name: 'a\nb' }],
  ] as const)
    it(`with ${what} are refused`, async () => {
      server.reply = json(200, { assets: [asset] });
      await assert.rejects(
        api.assets(versionAt(server.origin), undefined, patience),
        failing('bad-answer', 'ListPackageVersionAssets'),
      );
    });

  it('are published from a file, with its hash as what is signed', async () => {
    const bytes = Buffer.from('x'.repeat(3_000_000));
    const file = world.write('file', bytes.toString());
    const sha256 = hash(bytes);
    const answer = { name: 'data.bin', size: bytes.length, hashes: { 'SHA-256': sha256 } };
    server.reply = json(200, { status: 'Unfinished', versionRevision: 'r', asset: answer });
    const sent: number[] = [];
    const publication = { version: versionAt(server.origin), asset: 'data.bin', file, sha256 };
    const published = await api.publish(
      { ...publication, sizeBytes: bytes.length, unfinished: true },
      it => sent.push(it),
      patience,
    );
    assert.deepEqual(published, {
      asset: { name: 'data.bin', sizeBytes: bytes.length, hashes: { 'SHA-256': sha256 } },
      status: 'Unfinished',
      revision: 'r',
    });
    const [seen] = server.requests;
    assert.equal(hash(Buffer.from(seen?.body ?? '')), sha256);
    assert.equal(seen?.headers['content-length'], String(bytes.length));
    assert.equal(seen.headers['x-amz-content-sha256'], sha256);
    assert.equal(seen.query.get('unfinished'), 'true');
    assert.equal(seen.query.get('format'), 'generic');
    assert.ok(sent.length > 3 && sent.at(-1) === bytes.length);
    assert.deepEqual(
      sent,
      [...sent].sort((a, b) => a - b),
    );
  });

  it('can be empty files', async () => {
    const file = world.write('empty', '');
    const sha256 = hash(Buffer.from(''));
    server.reply = json(200, { status: 'Published', asset: { name: 'e' } });
    const version = versionAt(server.origin);
    const publication = { version, asset: 'e', file, sizeBytes: 0, sha256, unfinished: false };
    assert.equal((await api.publish(publication, nothing, patience)).status, 'Published');
    assert.equal(server.requests[0]?.headers['content-length'], '0');
    assert.equal(server.requests[0].query.get('unfinished'), null);
  });

  const files: [what: string, size: number, code: 'file-changed' | 'file-unreadable'][] = [
    ['has become shorter', 10, 'file-changed'],
    ['has become longer', 2, 'file-changed'],
    ['is gone', -1, 'file-unreadable'],
  ];
  for (const [what, sizeBytes, code] of files)
    it(`are not published from a file that ${what}`, async () => {
      const file = sizeBytes < 0 ? `${world.home}/gone` : world.write('file', '12345');
      const version = versionAt(server.origin);
      const publication = { version, asset: 'a', file, sizeBytes: Math.abs(sizeBytes) };
      await assert.rejects(
        api.publish(
          { ...publication, sha256: 'ab'.repeat(32), unfinished: false },
          nothing,
          patience,
        ),
        failing(code, 'PublishPackageVersion'),
      );
      assert.equal(server.requests.length, 0);
    });

  it('are handed over as they come', async () => {
    const bytes = Buffer.from('y'.repeat(300_000));
    server.reply = (_, response) => {
      response.writeHead(200, { 'x-amzn-requestid': 'r', 'content-length': bytes.length });
      response.end(bytes);
    };
    const chunks: Uint8Array[] = [];
    await api.download(
      { version: versionAt(server.origin), asset: 'a b' },
      chunk => void chunks.push(chunk),
      patience,
    );
    assert.equal(hash(Buffer.concat(chunks)), hash(bytes));
    assert.equal(server.requests[0]?.query.get('asset'), 'a b');
  });

  it('of which what takes them fails are not read on', async () => {
    server.reply = (_, response) => {
      response.writeHead(200, { 'x-amzn-requestid': 'r' });
      response.write('first');
      response.once('close', () => closed());
    };
    let closed: () => void = nothing;
    const cut = new Promise<void>(resolve => (closed = resolve));
    const wanted = { version: versionAt(server.origin), asset: 'a' };
    const take = () => Promise.reject(new Error('disk full'));
    await assert.rejects(api.download(wanted, take, patience), /disk full/);
    await cut;
  });

  const batches: [errorCode: string, code: 'conflict' | 'not-found' | 'access-denied'][] = [
    ['MISMATCHED_STATUS', 'conflict'],
    ['NOT_FOUND', 'not-found'],
    ['NOT_ALLOWED', 'access-denied'],
  ];
  for (const [errorCode, code] of batches)
    it(`say ${errorCode} of a batch that answers 200`, async () => {
      const failed = { '1.0.0': { errorCode, errorMessage: 'Because' } };
      server.reply = json(200, { successfulVersions: {}, failedVersions: failed });
      const version = versionAt(server.origin);
      await assert.rejects(api.finish(version, patience), failing(code, undefined, /Because/));
      await assert.rejects(api.discard(version, patience), failing(code));
      const [finish, discard] = server.requests.map(it => JSON.parse(it.body) as object);
      const expected = { versions: ['1.0.0'], expectedStatus: 'Unfinished' };
      assert.deepEqual(finish, { ...expected, targetStatus: 'Published' });
      assert.deepEqual(discard, expected);
    });
});

describe('a line that carries an asset', () => {
  let world: World;
  let server: Server;
  let sockets: Socket[];
  let serve: (socket: Socket) => void;
  let api: CodeArtifact;
  let timers: ManualTimers;
  let realm: string;
  beforeEach(async () => {
    world = new World();
    sockets = [];
    server = createServer(socket => {
      sockets.push(socket);
      socket.on('error', nothing);
      serve(socket);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    realm = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    timers = new ManualTimers();
    const limits = { ...defaultLimits, startTimer: timers.start };
    api = createCodeArtifact(sandboxAt(realm), world.options({ limits }));
  });
  afterEach(async () => {
    api.dispose();
    for (const socket of sockets) socket.destroy();
    await new Promise(resolve => server.close(resolve));
    world.dispose();
  });

  const big = (): AssetUpload => {
    const bytes = Buffer.alloc(24_000_000, 'z');
    const file = world.write('big', bytes.toString('latin1'));
    const version = versionAt(realm);
    const sizeBytes = bytes.length;
    return { version, asset: 'big', file, sizeBytes, sha256: hash(bytes), unfinished: false };
  };
  const done = JSON.stringify({ status: 'Published', asset: { name: 'big' } });
  const head = (status: string, length: number) =>
    `HTTP/1.1 ${status}\r\nx-amzn-requestid: r\r\nContent-Length: ${length}\r\n\r\n`;
  const wanted = () => ({ version: versionAt(realm), asset: 'big' });

  it('may be slower than the limit as long as bytes flow', async () => {
    serve = socket => {
      let got = 0;
      socket.on('data', (chunk: Buffer) => {
        got += chunk.length;
        if (got > 24_000_000) socket.write(head('200 OK', done.length) + done);
      });
    };
    let steps = 0;
    const step = (): void => {
      steps++;
      timers.pass(0.9 * limitMs);
    };
    assert.equal((await api.publish(big(), step, patience)).status, 'Published');
    assert.ok(steps > 2, 'slower than the limit as a whole');
  });

  it('that takes no more bytes is given up', async () => {
    const stuck = new Promise<void>(resolve => {
      serve = socket =>
        socket.once('data', () => {
          socket.pause();
          resolve();
        });
    });
    const fails = assert.rejects(
      api.publish(big(), nothing, patience),
      failing('timeout', 'PublishPackageVersion'),
    );
    await stuck;
    timers.pass(limitMs);
    await fails;
  });

  it('that brings no more bytes is given up', async () => {
    serve = socket => socket.write(head('200 OK', 100) + 'some');
    const got: Uint8Array[] = [];
    const take = (chunk: Uint8Array): undefined => {
      got.push(chunk);
      setImmediate(() => timers.pass(limitMs));
    };
    await assert.rejects(
      api.download(wanted(), take, patience),
      failing('timeout', 'GetPackageVersionAsset'),
    );
    assert.equal(Buffer.concat(got).toString(), 'some');
  });

  it('that breaks in the middle is a failure of the network', async () => {
    serve = socket => socket.end(head('200 OK', 100) + 'some');
    await assert.rejects(
      api.download(wanted(), nothing, patience),
      failing('unreachable', 'GetPackageVersionAsset'),
    );
    serve = socket => socket.once('data', () => socket.resetAndDestroy());
    await assert.rejects(
      api.publish(big(), nothing, patience),
      failing('unreachable', 'PublishPackageVersion'),
    );
  });

  it('is told of a refusal that comes before the last byte, and then closed', async () => {
    const body = JSON.stringify({ message: 'no' });
    const refusal = head('403 Forbidden', body.length).replace(
      '\r\n',
      '\r\nx-amzn-errortype: AccessDeniedException\r\n',
    );
    let closed: Promise<unknown> | undefined;
    serve = socket => {
      closed = new Promise(resolve => socket.once('close', resolve));
      socket.once('data', () => {
        socket.write(refusal + body);
        socket.resume();
      });
    };
    await assert.rejects(
      api.publish(big(), nothing, patience),
      failing('access-denied', 'PublishPackageVersion'),
    );
    await closed;
  });

  for (const [what, run] of [
    ['upload', (signal: AbortSignal) => api.publish(big(), nothing, signal)],
    ['download', (signal: AbortSignal) => api.download(wanted(), nothing, signal)],
  ] as const)
    it(`is closed when the ${what} is cancelled`, async () => {
      let closed: Promise<unknown> | undefined;
      const started = new Promise<void>(resolve => {
        serve = socket => {
          closed = new Promise(end => socket.once('close', end));
          socket.once('data', () => {
            if (what === 'download') socket.write(head('200 OK', 100) + 'some');
            resolve();
          });
        };
      });
      const stop = new AbortController();
      const running = run(stop.signal).catch((error: unknown) => error);
      await started;
      stop.abort();
      assert.ok(isCancelled(await running));
      await closed;
    });
});
