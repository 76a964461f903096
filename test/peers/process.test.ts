import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { run } from './run';
import { endAll, startSandboxProcess, temporaryFolder } from './sandboxProcess';

const sandboxJs = 'dist/sandbox.js';

describe('node dist/sandbox.js', function () {
  this.timeout(30_000);
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
    assert.match(next.log(), new RegExp(`Port ${port}.*is taken`));
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

  it('explains itself', async () => {
    const { code, stdout } = await run(process.execPath, [sandboxJs, '--help']);
    assert.equal(code, 0);
    for (const option of ['--port', '--data', '--upstream', '--seed', '--faults'])
      assert.ok(stdout.includes(option), option);
  });
});
