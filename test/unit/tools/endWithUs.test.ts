import assert from 'node:assert/strict';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { projectFolder } from '../../../tools/project';

const tool = path.join(projectFolder, 'out', 'tools', 'machine', 'endWithUs.js');

/** Starts a sleeper in a group of its own, says its pid, and ends when it is told to. */
const parent = `
const { spawn } = require('node:child_process');
const { killGroupOnExit } = require(${JSON.stringify(tool)});
const sleeper = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { detached: true, stdio: 'ignore' });
sleeper.unref();
const stopped = killGroupOnExit(sleeper.pid);
console.log(sleeper.pid);
process.stdin.once('data', () => { stopped(); process.stdin.destroy(); });
`;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('killGroupOnExit', () => {
  let child: ChildProcessByStdio<Writable, Readable, null>;
  let sleeper: number;

  beforeEach(async () => {
    child = spawn(process.execPath, ['-e', parent], { stdio: ['pipe', 'pipe', 'inherit'] });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    sleeper = Number(line.toString());
  });

  afterEach(() => {
    child.kill('SIGKILL');
    if (isAlive(sleeper)) process.kill(sleeper, 'SIGKILL');
  });

  it('kills the group of a process whose parent was killed', async () => {
    assert.ok(isAlive(sleeper));
    child.kill('SIGKILL');
    while (isAlive(sleeper)) await setTimeout(10);
  });

  it('leaves alone what was stopped, and keeps nobody from ending', async () => {
    child.stdin.write('stopped\n');
    await once(child, 'close');
    assert.ok(isAlive(sleeper));
  });
});
