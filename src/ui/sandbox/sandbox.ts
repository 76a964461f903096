import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import path from 'node:path';
import * as vscode from 'vscode';
import { readBytes } from '../../disk/readBytes';
import type { SandboxConnection } from '../../model/connection';
import { Failure, isFailure } from '../../model/failure';
import { readSettings } from '../settings';
import { parseSandboxState } from './sandboxState';

/** How long a sandbox may take until it answers; it starts in well under a second. */
const startMilliseconds = 15_000;

/**
 * The sandbox, a CodeArtifact on loopback: one for all windows, found through the state that it
 * keeps in its data folder, else started as a child of this one.
 */
export class Sandbox implements vscode.Disposable {
  readonly #log: vscode.LogOutputChannel;
  readonly #storage: vscode.Uri;
  readonly #script: string;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #child: ChildProcess | undefined;

  constructor(log: vscode.LogOutputChannel, storage: vscode.Uri, extension: vscode.Uri) {
    this.#log = log;
    this.#storage = storage;
    this.#script = vscode.Uri.joinPath(extension, 'dist', 'sandbox.js').fsPath;
  }

  /** Where the sandbox keeps what it has. */
  get folder(): string {
    return readSettings().sandboxFolder || path.join(this.#storage.fsPath, 'sandbox');
  }

  /** The sandbox that runs, of whichever window, or undefined. */
  async running(): Promise<SandboxConnection | undefined> {
    try {
      const bytes = await readBytes(
        path.join(this.folder, 'sandbox.json'),
        {},
        new AbortController().signal,
      );
      const state = bytes && parseSandboxState(new TextDecoder().decode(bytes));
      return state && isAlive(state.pid) ? state.connection : undefined;
    } catch (error) {
      if (isFailure(error)) return undefined;
      throw error;
    }
  }

  /** The running sandbox, started if need be. Throws `sandbox-failed` with its last words. */
  async start(signal: AbortSignal): Promise<SandboxConnection> {
    const running = await this.running();
    if (running) return running;
    const connection = await this.#spawn(signal);
    this.#changed.fire();
    return connection;
  }

  /** Ends the sandbox, of whichever window; what it holds stays for the next start. */
  async stop(): Promise<void> {
    const bytes = await readBytes(
      path.join(this.folder, 'sandbox.json'),
      {},
      new AbortController().signal,
    );
    const state = bytes && parseSandboxState(new TextDecoder().decode(bytes));
    if (state && isAlive(state.pid)) {
      process.kill(state.pid, 'SIGTERM');
      await until(() => !isAlive(state.pid), startMilliseconds);
    }
    this.#changed.fire();
  }

  dispose(): void {
    this.#child?.kill('SIGTERM');
    this.#changed.dispose();
  }

  async #spawn(signal: AbortSignal): Promise<SandboxConnection> {
    const { sandboxUpstream } = readSettings();
    const args = [this.#script, '--data', this.folder, '--port', '0', '--seed', 'lesson'];
    if (sandboxUpstream) args.push('--upstream', sandboxUpstream);
    const child = spawn(process.execPath, args, {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    this.#child = child;
    const lastWords: string[] = [];
    createInterface({ input: child.stderr }).on('line', line => {
      this.#log.debug(`sandbox: ${line}`);
      lastWords.splice(0, lastWords.length - 2, line);
    });
    child.once('exit', () => {
      if (this.#child === child) this.#child = undefined;
      this.#changed.fire();
    });
    return await firstLine(child, lastWords, signal);
  }
}

/** Waits for the line of JSON with which a sandbox says that it is ready. */
async function firstLine(
  child: ChildProcess & { readonly stdout: NonNullable<ChildProcess['stdout']> },
  lastWords: readonly string[],
  signal: AbortSignal,
): Promise<SandboxConnection> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(startMilliseconds)]);
  return await new Promise((resolve, reject) => {
    const fail = (reason: string) => {
      child.kill('SIGTERM');
      reject(
        signal.aborted
          ? new vscode.CancellationError()
          : new Failure('sandbox-failed', 'sandbox', { reason }),
      );
    };
    limit.addEventListener('abort', () => fail('it did not answer in time'), { once: true });
    child.once('error', error => fail(error.message));
    child.once('exit', code => fail(lastWords.at(-1) ?? `it ended with code ${code ?? -1}`));
    createInterface({ input: child.stdout }).once('line', line => {
      const state = parseSandboxState(line);
      if (state) resolve(state.connection);
      else fail('it did not say where it listens');
    });
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function until(condition: () => boolean, milliseconds: number): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!condition() && Date.now() < end) await new Promise(resolve => setTimeout(resolve, 50));
}
