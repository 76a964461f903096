import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { takeLock } from '../../../scripts/lock.mjs';
import { projectFolder } from '../../../tools/project';

const script = pathToFileURL(path.join(projectFolder, 'scripts', 'lock.mjs')).href;

describe('takeLock', () => {
  let registry: string;
  let holder: ChildProcess | undefined;
  beforeEach(() => {
    registry = mkdtempSync(path.join(tmpdir(), 'lock-'));
  });
  afterEach(() => {
    holder?.kill('SIGKILL');
    rmSync(registry, { recursive: true, force: true });
  });

  /** Takes the lock in another process. */
  async function heldElsewhere(): Promise<ChildProcess> {
    const code = `
      const { takeLock } = await import(${JSON.stringify(script)});
      takeLock(${JSON.stringify(registry)}, 'build', 'npm test', 'the build');
      console.log('held');
      setInterval(() => {}, 1e6);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code]);
    holder = child;
    await once(child.stdout, 'data');
    return child;
  }

  const take = () => takeLock(registry, 'build', 'npm start', 'the build');

  it('names the process that holds it, and what to do', async () => {
    const child = await heldElsewhere();
    const pid = child.pid ?? 0;
    const told = new RegExp(
      `^npm test \\(process ${pid}, since [\\d:]{8}\\) is using the build: wait until it has ended, or end it with "kill ${pid}"\\.$`,
    );
    assert.throws(take, ({ message }: Error) => told.test(message));
  });

  it('takes over what a killed process holds', async () => {
    const child = await heldElsewhere();
    child.kill('SIGKILL');
    await once(child, 'close');
    take()();
    assert.deepEqual(readdirSync(registry), []);
  });

  it('takes over what is no lock', () => {
    writeFileSync(path.join(registry, 'build.lock'), '{ "pid":');
    take()();
    assert.deepEqual(readdirSync(registry), []);
  });

  it('is held once, until it is given back', () => {
    const giveBack = take();
    assert.throws(take, /npm start \(process/);
    giveBack();
    take()();
  });
});
