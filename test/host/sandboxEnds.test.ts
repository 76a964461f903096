import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import manifest from '../../package.json';
import { SandboxManager } from '../../src/ui/sandbox/sandboxManager';
import { Memory } from './memory';
import { until } from './until';

describe('a sandbox that starts and ends', () => {
  const { window } = vscode;
  const { showErrorMessage } = window;
  let folder: string;
  let sandbox: SandboxManager;
  let told: string[][];
  let onTold: () => void;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sandbox-ends-'));
    sandbox = inWindow();
  });

  /** The sandbox of `folder`, as one more window sees it. */
  function inWindow(): SandboxManager {
    const extension = vscode.extensions.getExtension(`${manifest.publisher}.${manifest.name}`);
    const log = { debug: () => undefined, warn: () => undefined, error: () => undefined };
    return new SandboxManager(
      log as never,
      {
        globalState: new Memory(),
        globalStorageUri: vscode.Uri.file(folder),
        extensionUri: extension?.extensionUri,
      } as never,
    );
  }
  beforeEach(() => {
    told = [];
    const show = (...said: string[]) => {
      told.push(said);
      onTold();
      return Promise.resolve(undefined);
    };
    Object.assign(window, { showErrorMessage: show });
  });
  afterEach(() => Object.assign(window, { showErrorMessage }));
  after(async () => {
    await sandbox.stop();
    sandbox.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  const kill = async () => {
    const text = await readFile(path.join(sandbox.folder, 'sandbox.json'), 'utf8');
    process.kill((JSON.parse(text) as { pid: number }).pid, 'SIGKILL');
  };

  it('reports an unexpected end once, restarts, and gives up after the third', async () => {
    await sandbox.start(new AbortController().signal);
    for (let end = 1; end <= 3; end++) {
      const isTold = new Promise<void>(resolve => (onTold = resolve));
      await kill();
      await (end === 2 ? until(async () => !(await sandbox.findRunning())) : isTold);
      if (end < 3) await sandbox.keepRunning();
      if (end < 3) assert.ok(await sandbox.findRunning());
    }
    assert.equal(told.length, 2);
    assert.match(told[0]?.[0] ?? '', /is being restarted: it was killed \(SIGKILL\)/);
    assert.match(told[1]?.[0] ?? '', /several times in a row and is not restarted/);
    for (const [, ...buttons] of told) assert.deepEqual(buttons, ['Start Sandbox', 'Show Log']);
    await sandbox.keepRunning();
    assert.equal(await sandbox.findRunning(), undefined);
  });

  it('reports no end that was asked for', async () => {
    await sandbox.start(new AbortController().signal);
    await sandbox.stop();
    assert.deepEqual(told, []);
  });

  it('is noticed by a window that neither started nor stopped it', async () => {
    const other = inWindow();
    try {
      const changed = () => new Promise<void>(resolve => other.onDidChange(() => resolve()));
      const started = changed();
      await sandbox.start(new AbortController().signal);
      await started;
      assert.ok(await other.findRunning());
      const stopped = changed();
      await sandbox.stop();
      await stopped;
      assert.equal(await other.findRunning(), undefined);
    } finally {
      other.dispose();
    }
  });
});
