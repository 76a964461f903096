import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { SoakClient } from '../properties/soak/soakClient';
import { metadataOf } from '../properties/soak/requests';
import { removeDataFolder } from '../properties/soak/removeDataFolder';
import { run } from './run';
import { endAll, startSandboxProcess, temporaryFolder } from './sandboxProcess';

const sandboxJs = 'dist/sandbox.js';

describe('node dist/sandbox.js', () => {
  const { folder, remove } = temporaryFolder('sandbox-process');
  const squatter = createServer();
  afterEach(endAll);
  after(() => {
    squatter.close();
    remove();
  });

  it('announces itself, keeps port and credentials, and takes the announcement back', async () => {
    const data = path.join(folder, 'kept');
    const first = await startSandboxProcess(data, ['--seed', 'lesson']);
    const file = path.join(data, 'sandbox.json');
    const written = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    assert.deepEqual({ ...written, ...first.announcement }, written);
    assert.equal(written['pid'], first.child.pid);
    assert.equal(statSync(data).mode & 0o777, 0o700);
    for (const name of ['sandbox.json', 'instance.json', 'aws/credentials'])
      assert.equal(statSync(path.join(data, name)).mode & 0o777, 0o600, name);
    assert.equal(await first.stop(), 0);
    assert.ok(!existsSync(file));
    assert.ok(!first.log().includes(first.announcement.secretAccessKey));
    const second = await startSandboxProcess(data, ['--seed', 'lesson']);
    assert.deepEqual(second.announcement, first.announcement);
    assert.equal(await second.stop(), 0);
  });

  it('is one for all: a second process on its data ends with 3 and says where the first is', async () => {
    const data = path.join(folder, 'one');
    const first = await startSandboxProcess(data);
    const { code, stdout, stderr } = await run(process.execPath, [sandboxJs, '--data', data]);
    assert.equal(code, 3);
    assert.equal(stdout, '');
    assert.ok(stderr.includes(first.announcement.endpoint), stderr);
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    const next = await startSandboxProcess(data);
    assert.deepEqual(next.announcement, first.announcement);
    await next.stop();
  });

  it('takes another port when its own is taken, and fails when that port was asked for', async () => {
    const data = path.join(folder, 'port');
    const first = await startSandboxProcess(data);
    const port = Number(new URL(first.announcement.endpoint).port);
    await first.stop();
    squatter.listen(port, '127.0.0.1');
    await once(squatter, 'listening');
    const next = await startSandboxProcess(data);
    assert.notEqual(next.announcement.endpoint, first.announcement.endpoint);
    assert.match(next.log(), new RegExp(`Port ${port}.*is in use`));
    await next.stop();
    const asked = ['--data', path.join(folder, 'port2'), '--port', String(port)];
    const { code, stderr } = await run(process.execPath, [sandboxJs, ...asked]);
    assert.equal(code, 1);
    assert.match(stderr, /EADDRINUSE/);
  });

  it('ends with the standard input of who started it', async () => {
    const data = path.join(folder, 'parent');
    const child = spawn(process.execPath, [sandboxJs, '--data', data, '--exit-with-parent'], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    await once(child.stdout, 'data');
    child.stdin.end();
    const [code] = (await once(child, 'exit')) as [number];
    assert.equal(code, 0);
    assert.ok(!existsSync(path.join(data, 'sandbox.json')));
  });

  const wrong: [args: string[], message: RegExp][] = [
    [['--port', 'x'], /--port/],
    [['--port', '70000'], /--port/],
    [['--unknown'], /unknown/],
    [['--account', '12'], /12 digits/],
    [['--region', 'moon'], /--region/],
  ];
  for (const [args, message] of wrong)
    it(`refuses ${args.join(' ')}`, async () => {
      const { code, stderr } = await run(process.execPath, [sandboxJs, ...args]);
      assert.equal(code, 2);
      assert.match(stderr, message);
    });

  it('says which place of a seed is wrong', async () => {
    const seed = path.join(folder, 'missing.json');
    const args = ['--data', path.join(folder, 'seed'), '--seed', seed];
    const { code, stderr } = await run(process.execPath, [sandboxJs, ...args]);
    assert.equal(code, 1);
    assert.match(stderr, /missing\.json/);
  });

  it('goes on after a HEAD for an asset whose file is gone, and answers its GET with the reason', async () => {
    const data = path.join(folder, 'head');
    const sandbox = await startSandboxProcess(data, ['--seed', 'lesson']);
    const client = new SoakClient(sandbox.announcement);
    await client.signIn();
    const jar = 'com/example/app/1/app-1.jar';
    const metadata = ['com/example/app/maven-metadata.xml', metadataOf('1')] as const;
    for (const [name, bytes] of [[jar, Buffer.from('bytes')] as const, metadata]) {
      const put = await client.send(client.maven('PUT', name, bytes));
      assert.equal(put?.status, 201);
    }
    rmSync(path.join(data, 'blobs'), { recursive: true });
    for (let round = 0; round < 20; round++) {
      const head = await client.send(client.maven('HEAD', jar));
      assert.equal(head?.headers.get('content-length'), '5');
      const got = await client.send(client.maven('GET', jar));
      assert.equal(got?.status, 500);
      assert.match(got.body.toString(), /'app-1\.jar' cannot be read from the data folder/);
    }
    assert.match(sandbox.log(), /AssetUnreadableError: .*'app-1\.jar'[^]*ENOENT/);
    assert.equal(await sandbox.stop(), 0);
  });

  it('goes on after an error that nothing caught, logs its stack and answers its request', async () => {
    const planted = path.join(folder, 'planted.js');
    writeFileSync(
      planted,
      `const timers = require('node:timers/promises');
const wait = timers.setTimeout;
timers.setTimeout = (milliseconds, ...rest) => {
  if (milliseconds === 60001) setImmediate(() => { throw new Error('planted throw'); });
  else if (milliseconds === 60002) void Promise.reject(new Error('planted rejection'));
  else return wait(milliseconds, ...rest);
  return new Promise(() => undefined);
};`,
    );
    const data = path.join(folder, 'uncaught');
    const sandbox = await startSandboxProcess(
      data,
      ['--seed', 'lesson', '--faults'],
      ['--require', planted],
    );
    const client = new SoakClient(sandbox.announcement);
    for (const latencyMs of [60_001, 60_002]) {
      await client.setFaults([{ on: 'ListDomains', times: 1, latencyMs }]);
      const answer = await client.send(client.api('POST', '/v1/domains', Buffer.from('{}')));
      assert.equal(answer?.status, 500);
    }
    const next = await client.send(client.api('POST', '/v1/domains', Buffer.from('{}')));
    assert.equal(next?.status, 200);
    assert.match(sandbox.log(), / uncaught Error: planted throw\n {4}at /);
    assert.match(sandbox.log(), / unhandled Error: planted rejection\n {4}at /);
    assert.equal(await sandbox.stop(), 0);
  });

  it('goes on when nobody reads its log any more', async () => {
    const sandbox = await startSandboxProcess(path.join(folder, 'unread'), ['--seed', 'lesson']);
    const client = new SoakClient(sandbox.announcement);
    sandbox.child.stderr?.destroy();
    for (let round = 0; round < 3; round++) {
      const answer = await client.send(client.api('POST', '/v1/domains', Buffer.from('{}')));
      assert.equal(answer?.status, 200);
    }
    assert.equal(await sandbox.stop(), 0);
  });

  it('ends with the reason when its data folder is removed, and leaves a new one alone', async () => {
    const { runs, answered } = await removeDataFolder(folder, 1, 2);
    assert.equal(runs, 2);
    assert.ok(answered > 0);
  });

  it('ends with the reason when its records are removed', async () => {
    const data = path.join(folder, 'records-gone');
    const sandbox = await startSandboxProcess(data, ['--seed', 'lesson']);
    const ended = once(sandbox.child, 'close') as Promise<[number]>;
    rmSync(path.join(data, 'records'), { recursive: true });
    const client = new SoakClient(sandbox.announcement);
    const refused = await client.send(
      client.api('POST', '/v1/domain?domain=lost', Buffer.from('{}')),
    );
    assert.equal(refused?.status, 500);
    assert.match(refused.body.toString(), /records\S+ was removed while the sandbox was running/);
    const [code] = await ended;
    assert.equal(code, 4);
  });

  it('explains itself', async () => {
    const { code, stdout } = await run(process.execPath, [sandboxJs, '--help']);
    assert.equal(code, 0);
    for (const option of ['--port', '--data', '--upstream', '--seed', '--faults'])
      assert.ok(stdout.includes(option), option);
  });
});
