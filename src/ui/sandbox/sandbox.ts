import { spawn, type ChildProcess, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import path from 'node:path';
import * as vscode from 'vscode';
import { readBytes } from '../../files/readBytes';
import type { SandboxConnection } from '../../core/connection';
import { Failure, isCancelled, isFailure } from '../../core/failure';
import { readSettings } from '../common/settings';
import { endedByItself, reasonOfEnd, Restarts } from './restarts';
import { sandboxArguments } from './sandboxArguments';
import { parseSandboxState, type SandboxState } from './sandboxState';
import { tellSandboxEnded } from './tellSandboxEnded';

/** How long a sandbox may take until it answers; it starts in well under a second. */
const startMilliseconds = 15_000;
/** How often a window looks whether the sandbox that it uses still runs. */
const lookMilliseconds = 5_000;
const wantedKey = 'sandboxWanted';

/**
 * The sandbox, a CodeArtifact on loopback: one for all windows, found through the state that it
 * keeps in its data folder. It is a child of the window that started it; when that one closes,
 * another takes over, at the same address, as long as the user wants a sandbox at all.
 */
export class Sandbox implements vscode.Disposable {
  readonly #log: vscode.LogOutputChannel;
  readonly #memento: vscode.Memento;
  readonly #storage: vscode.Uri;
  readonly #script: string;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #disposed = new AbortController();
  readonly #look: NodeJS.Timeout;
  readonly #restarts = new Restarts();
  #child: ChildProcess | undefined;
  /** One whose end was asked for. */
  #stopped: ChildProcess | undefined;
  #starting: Promise<SandboxConnection> | undefined;
  /** The address of the sandbox when it was last looked for; undefined where none ran. */
  #seen: string | undefined;

  constructor(
    log: vscode.LogOutputChannel,
    { globalState, globalStorageUri, extensionUri }: vscode.ExtensionContext,
  ) {
    this.#log = log;
    this.#memento = globalState;
    this.#storage = globalStorageUri;
    this.#script = vscode.Uri.joinPath(extensionUri, 'dist', 'sandbox.js').fsPath;
    this.#look = setInterval(() => void this.#poll(), lookMilliseconds);
  }

  /** Where the sandbox keeps what it has. */
  get folder(): string {
    return readSettings().sandboxFolder || path.join(this.#storage.fsPath, 'sandbox');
  }

  /** The sandbox that runs, of whichever window, as `user` or its administrator; or undefined. */
  async running(user?: string): Promise<SandboxConnection | undefined> {
    const state = await this.#state();
    const running = state && isAlive(state.pid) ? state : undefined;
    this.#notice(running?.connection.endpoint);
    return user === undefined ? running?.connection : running?.users.get(user);
  }

  /** Fires `onDidChange` when the sandbox has started or ended, in this window or another one. */
  #notice(endpoint: string | undefined): void {
    if (endpoint === this.#seen) return;
    this.#seen = endpoint;
    setImmediate(() => this.#changed.fire());
  }

  /** The running sandbox, started if need be, and kept running from now on. Throws `sandbox-failed` with its last words. */
  async start(signal: AbortSignal): Promise<SandboxConnection> {
    this.#restarts.reset();
    await this.#memento.update(wantedKey, true);
    return await this.#ensure(signal);
  }

  /** Ends the sandbox, of whichever window; what it holds stays for the next start. */
  async stop(): Promise<void> {
    this.#stopped = this.#child;
    await this.#memento.update(wantedKey, false);
    const state = await this.#state();
    if (state && isAlive(state.pid)) {
      process.kill(state.pid, 'SIGTERM');
      await until(() => !isAlive(state.pid), startMilliseconds);
    }
    this.#changed.fire();
  }

  /** Empties the sandbox and starts it as new, at the same address. Throws `sandbox-failed`. */
  async reset(signal: AbortSignal): Promise<SandboxConnection> {
    await this.stop();
    this.#restarts.reset();
    await this.#memento.update(wantedKey, true);
    return await this.#ensure(signal, ['--reset']);
  }

  async #poll(): Promise<void> {
    await this.keepRunning();
    // Where nothing is to be started, another window may have started or ended it.
    await this.running();
  }

  /**
   * Starts it again when it ended, or the window that it belonged to is gone. Gives up, and says so,
   * when that fails several times in a row.
   */
  async keepRunning(): Promise<void> {
    if (!vscode.workspace.isTrusted || !this.#isWanted || !this.#restarts.mayRestart) return;
    if (await this.running()) return;
    try {
      await this.#ensure(this.#disposed.signal);
    } catch (error) {
      if (this.#disposed.signal.aborted) return;
      const reason = isFailure(error) ? (error.details.reason ?? error.message) : '';
      this.#log.warn('The sandbox does not start again:', reason);
      if (this.#restarts.ended(0) === 'last') void tellSandboxEnded(reason, false);
    }
  }

  get #isWanted(): boolean {
    return this.#memento.get(wantedKey) === true;
  }

  dispose(): void {
    clearInterval(this.#look);
    this.#disposed.abort();
    this.#child?.kill('SIGTERM');
    this.#changed.dispose();
  }

  async #state(): Promise<SandboxState | undefined> {
    try {
      const file = path.join(this.folder, 'sandbox.json');
      const bytes = await readBytes(file, {}, this.#disposed.signal);
      return bytes && parseSandboxState(new TextDecoder().decode(bytes));
    } catch (error) {
      if (isFailure(error) || isCancelled(error)) return undefined;
      throw error;
    }
  }

  async #ensure(signal: AbortSignal, flags: readonly string[] = []): Promise<SandboxConnection> {
    const running = await this.running();
    if (running) return running;
    this.#starting ??= this.#startOrJoin(signal, flags).finally(() => {
      this.#starting = undefined;
      this.#changed.fire();
    });
    return await this.#starting;
  }

  /** Another window may win the race for the data folder: then its sandbox is ours too. */
  async #startOrJoin(signal: AbortSignal, flags: readonly string[]): Promise<SandboxConnection> {
    try {
      return await this.#spawn(signal, flags);
    } catch (error) {
      const running = await this.running();
      if (running) return running;
      throw error;
    }
  }

  async #spawn(signal: AbortSignal, flags: readonly string[]): Promise<SandboxConnection> {
    const { sandboxUpstream } = readSettings();
    const args = sandboxArguments(this.folder, sandboxUpstream, flags);
    const child = spawn(process.execPath, [this.#script, ...args], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      stdio: 'pipe',
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
    const connection = await firstLine(child, lastWords, signal);
    const started = performance.now();
    // With its streams, so that its last words are there.
    child.once('close', (code, killedBy) => {
      const end = { code, signal: killedBy };
      const stopped = this.#stopped === child || !this.#isWanted || this.#disposed.signal.aborted;
      if (!endedByItself(end, stopped)) return;
      const reason = reasonOfEnd(end, lastWords.at(-1));
      this.#log.error('The sandbox ended unexpectedly:', reason);
      const told = this.#restarts.ended(performance.now() - started);
      if (told !== 'again') void tellSandboxEnded(reason, told === 'first');
    });
    return connection;
  }
}

/** Waits for the line of JSON with which a sandbox says that it is ready; ends one that does not. */
async function firstLine(
  child: ChildProcessWithoutNullStreams,
  lastWords: readonly string[],
  signal: AbortSignal,
): Promise<SandboxConnection> {
  const settled = new AbortController();
  const limit = AbortSignal.any([signal, AbortSignal.timeout(startMilliseconds)]);
  const failure = (reason: string) => new Failure('sandbox-failed', 'sandbox', { reason });
  try {
    return await new Promise((resolve, reject) => {
      const once = { once: true, signal: settled.signal };
      limit.addEventListener('abort', () => reject(failure('it did not answer in time')), once);
      child.once('error', error => reject(failure(error.message)));
      child.once('exit', code =>
        reject(failure(lastWords.at(-1) ?? `it ended with code ${code ?? -1}`)),
      );
      createInterface({ input: child.stdout }).once('line', line => {
        const state = parseSandboxState(line);
        if (state) resolve(state.connection);
        else reject(failure('it did not say where it listens'));
      });
    });
  } catch (error) {
    child.kill('SIGTERM');
    throw signal.aborted ? new vscode.CancellationError() : error;
  } finally {
    settled.abort();
  }
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
