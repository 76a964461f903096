import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { makeFolder, recordProcess, sweepLeftovers } from '../../../scripts/leftovers.mjs';
import { identityOf, isRunning, killProcesses } from '../../../scripts/processes.mjs';
import { projectFolder } from '../../../tools/project';
import { skip } from '../../skip';

const scripts = (name: string) =>
  JSON.stringify(pathToFileURL(path.join(projectFolder, 'scripts', name)).href);

/** Records a child, which has a child of its own, and a folder; then says so and waits. */
const owner = (registry: string, parent: string, more = '') => `
const { spawn } = await import('node:child_process');
const { makeFolder, recordParent, recordProcess } = await import(${scripts('leftovers.mjs')});
const { identityOf } = await import(${scripts('processes.mjs')});
const registry = ${JSON.stringify(registry)};
const { folder } = makeFolder(registry, ${JSON.stringify(parent)}, 'left-');
const code = "const { pid } = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)']); console.log(pid)";
const child = spawn(process.execPath, ['-e', code], { detached: true });
recordProcess(registry, child.pid, true);
${more}
child.stdout.once('data', grandchild => console.log(JSON.stringify({ folder, pids: [child.pid, Number(grandchild)] })));
setInterval(() => {}, 1e6);
`;

describe('sweepLeftovers', function () {
  this.timeout(30_000);
  let folder: string;
  let registry: string;
  const started: ChildProcess[] = [];

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'leftovers-'));
    registry = path.join(folder, 'run');
  });
  afterEach(() => {
    for (const child of started.splice(0)) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(
    script: string,
  ): Promise<[ChildProcess, { folder: string; pids: number[] }]> {
    const args = ['--input-type=module', '-e', script];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    started.push(child);
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    return [child, JSON.parse(line.toString()) as { folder: string; pids: number[] }];
  }

  async function killed(child: ChildProcess): Promise<void> {
    const ended = once(child, 'close');
    child.kill('SIGKILL');
    await ended;
  }

  it('ends what a killed process has started and removes its folders', async () => {
    const [child, made] = await start(owner(registry, folder));
    const left = made.pids.map(pid => identityOf(pid));
    assert.ok(left.every(each => each && isRunning(each)));
    writeFileSync(path.join(made.folder, 'file'), 'x');

    assert.deepEqual(await sweepLeftovers(registry, [folder]), { processes: 0, folders: [] });
    assert.ok(existsSync(made.folder), 'its owner is still running');

    await killed(child);
    assert.ok(left.every(each => each && isRunning(each)));
    const swept = await sweepLeftovers(registry, [folder]);
    assert.deepEqual(swept, { processes: 2, folders: [made.folder] });
    assert.ok(left.every(each => each && !isRunning(each)));
    assert.ok(!existsSync(made.folder));
    assert.deepEqual(readdirSync(registry), []);
  });

  it('leaves alone a process that has the recorded id and another start', async () => {
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], {
      detached: true,
    });
    started.push(stranger);
    const found = identityOf(stranger.pid ?? 0);
    assert.ok(found);
    const record = { kind: 'process', pid: found.pid, start: `1${found.start}`, group: true };
    const gone = path.join(registry, '999999999-1');
    mkdirSync(gone, { recursive: true });
    writeFileSync(path.join(gone, 'a.json'), JSON.stringify(record));
    assert.equal((await sweepLeftovers(registry, [folder])).processes, 0);
    assert.ok(isRunning(found));
    assert.ok(!existsSync(gone));
  });

  it('removes no folder that lies elsewhere, and heeds no record that is half written', async () => {
    const elsewhere = path.join(folder, 'elsewhere');
    const inside = path.join(folder, 'inside');
    for (const each of [elsewhere, inside]) mkdirSync(each);
    const gone = path.join(registry, '999999999-1');
    mkdirSync(gone, { recursive: true });
    const places = [elsewhere, inside, path.join(inside, '..', 'elsewhere')];
    for (const [index, each] of places.entries())
      writeFileSync(
        path.join(gone, `${index}.json`),
        JSON.stringify({ kind: 'folder', folder: each }),
      );
    writeFileSync(path.join(gone, 'half.json'), '{ "kind": "fol');
    assert.deepEqual((await sweepLeftovers(registry, [inside])).folders, []);
    assert.ok(existsSync(elsewhere) && existsSync(inside));
  });

  it('ends a process whose npm was killed, and all that it has', async () => {
    const npm = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'ignore' });
    started.push(npm);
    const parent = `recordParent(registry, identityOf(${npm.pid ?? 0}));`;
    const [child, made] = await start(owner(registry, folder, parent));
    const found = identityOf(child.pid ?? 0);
    assert.ok(found);
    await killed(npm);
    const closed = once(child, 'close');
    const swept = await sweepLeftovers(registry, [folder]);
    await closed;
    assert.deepEqual(swept, { processes: 3, folders: [made.folder] });
  });

  it('removes a folder in which a disk is mounted', async function () {
    const disk = path.join(folder, 'left', 'disk');
    mkdirSync(disk, { recursive: true });
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]).status !== 0)
      return skip(this, 'only root on Linux may mount a small disk');
    const gone = path.join(registry, '999999999-1');
    mkdirSync(gone, { recursive: true });
    const left = path.join(folder, 'left');
    writeFileSync(path.join(gone, 'a.json'), JSON.stringify({ kind: 'folder', folder: left }));
    assert.deepEqual((await sweepLeftovers(registry, [folder])).folders, [left]);
    assert.ok(!existsSync(left));
  });

  it('finds nothing of a process that has cleaned up', async () => {
    const made = makeFolder(registry, folder, 'own-');
    const child = spawn(process.execPath, ['-e', ''], { stdio: 'ignore' });
    const forget = recordProcess(registry, child.pid ?? 0, false);
    await once(child, 'close');
    forget();
    await made.remove();
    assert.ok(!existsSync(made.folder));
    assert.deepEqual(readdirSync(registry), []);
  });

  it('never ends itself, process 0 or process 1', async () => {
    const own = identityOf(process.pid);
    const first = identityOf(1);
    assert.ok(own);
    const targets = [own, { ...own, pid: 0 }, ...(first ? [first] : [])];
    assert.equal(await killProcesses(targets.map(each => ({ ...each, group: true }))), 0);
  });
});
