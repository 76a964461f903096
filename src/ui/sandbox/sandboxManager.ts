import { spawn, type ChildProcess, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import path from 'node:path';
import * as vscode from 'vscode';
import { isProcessAlive } from '../../shared/isProcessAlive';
import { readBytes } from '../../files/readBytes';
import type { SandboxConnection } from '../../core/connection';
import { Failure, isCancelled, isFailure } from '../../core/failure';
import { readExtensionSettings } from '../common/extensionSettings';
import { isUnexpectedExit, exitReason, RestartLimiter } from './restartLimiter';
import { sandboxArguments } from './sandboxArguments';
import { parseSandboxState, type SandboxState } from './sandboxState';
import { showSandboxExitNotification } from './showSandboxExitNotification';

/** How long a sandbox may take to start. It usually needs well under a second. */
const startTimeoutMilliseconds = 15_000;
/** How often a window checks whether the sandbox is running. */
const pollMilliseconds = 5_000;
const enabledKey = 'sandboxWanted';

/**
 * Runs the sandbox. All windows share one, which they find through the state file in its data
 * folder. It is a child process of the window that started it. When this window closes, another one
 * starts it again at the same address, until the user stops it.
 */
export class SandboxManager implements vscode.Disposable {
  readonly #log: vscode.LogOutputChannel;
  readonly #memento: vscode.Memento;
  readonly #storage: vscode.Uri;
  readonly #script: string;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #disposed = new AbortController();
  readonly #pollTimer: NodeJS.Timeout;
  readonly #restartLimiter = new RestartLimiter();
  #child: ChildProcess | undefined;
  /** The process that was asked to end. */
  #stoppedChild: ChildProcess | undefined;
  #starting: Promise<SandboxConnection> | undefined;
  /** The last known address of the sandbox, or undefined if none was running. */
  #lastEndpoint: string | undefined;

  constructor(
    log: vscode.LogOutputChannel,
    { globalState, globalStorageUri, extensionUri }: vscode.ExtensionContext,
  ) {
    this.#log = log;
    this.#memento = globalState;
    this.#storage = globalStorageUri;
    this.#script = vscode.Uri.joinPath(extensionUri, 'dist', 'sandbox.js').fsPath;
    this.#pollTimer = setInterval(() => void this.#poll(), pollMilliseconds);
  }

  /** The folder with the sandbox's data. */
  get folder(): string {
    return readExtensionSettings().sandboxFolder || path.join(this.#storage.fsPath, 'sandbox');
  }

  /**
   * The running sandbox of any window, as a connection of `user` or of its administrator; or
   * undefined.
   */
  async findRunning(user?: string): Promise<SandboxConnection | undefined> {
    const state = await this.#readState();
    const running = state && isProcessAlive(state.pid) ? state : undefined;
    this.#updateEndpoint(running?.connection.endpoint);
    return user === undefined ? running?.connection : running?.users.get(user);
  }

  /** Fires `onDidChange` if the sandbox has started or ended, in any window. */
  #updateEndpoint(endpoint: string | undefined): void {
    if (endpoint === this.#lastEndpoint) return;
    this.#lastEndpoint = endpoint;
    setImmediate(() => this.#changed.fire());
  }

  /**
   * Starts the sandbox if it is not running, and keeps it running from now on. Throws
   * `sandbox-failed` with the last line that it printed.
   */
  async start(signal: AbortSignal): Promise<SandboxConnection> {
    this.#restartLimiter.reset();
    await this.#memento.update(enabledKey, true);
    return await this.#ensureRunning(signal);
  }

  /** Stops the sandbox of any window. Its data stays for the next start. */
  async stop(): Promise<void> {
    this.#stoppedChild = this.#child;
    await this.#memento.update(enabledKey, false);
    const state = await this.#readState();
    if (state && isProcessAlive(state.pid)) {
      process.kill(state.pid, 'SIGTERM');
      await waitUntil(() => !isProcessAlive(state.pid), startTimeoutMilliseconds);
    }
    this.#changed.fire();
  }

  /** Deletes the sandbox's data and restarts it at the same address. Throws `sandbox-failed`. */
  async reset(signal: AbortSignal): Promise<SandboxConnection> {
    await this.stop();
    this.#restartLimiter.reset();
    await this.#memento.update(enabledKey, true);
    return await this.#ensureRunning(signal, ['--reset']);
  }

  async #poll(): Promise<void> {
    await this.keepRunning();
    // Another window may have started or stopped it.
    await this.findRunning();
  }

  /**
   * Restarts the sandbox if it ended or its window was closed. Gives up with a message after
   * several failures in a row.
   */
  async keepRunning(): Promise<void> {
    if (!vscode.workspace.isTrusted || !this.#isEnabled || !this.#restartLimiter.mayRestart) return;
    if (await this.findRunning()) return;
    try {
      await this.#ensureRunning(this.#disposed.signal);
    } catch (error) {
      if (this.#disposed.signal.aborted) return;
      const reason = isFailure(error) ? (error.details.reason ?? error.message) : '';
      this.#log.warn('The sandbox could not be restarted:', reason);
      if (this.#restartLimiter.recordExit(0) === 'last')
        void showSandboxExitNotification(reason, false);
    }
  }

  get #isEnabled(): boolean {
    return this.#memento.get(enabledKey) === true;
  }

  dispose(): void {
    clearInterval(this.#pollTimer);
    this.#disposed.abort();
    this.#child?.kill('SIGTERM');
    this.#changed.dispose();
  }

  async #readState(): Promise<SandboxState | undefined> {
    try {
      const file = path.join(this.folder, 'sandbox.json');
      const bytes = await readBytes(file, {}, this.#disposed.signal);
      return bytes && parseSandboxState(new TextDecoder().decode(bytes));
    } catch (error) {
      if (isFailure(error) || isCancelled(error)) return undefined;
      throw error;
    }
  }

  async #ensureRunning(
    signal: AbortSignal,
    flags: readonly string[] = [],
  ): Promise<SandboxConnection> {
    const running = await this.findRunning();
    if (running) return running;
    this.#starting ??= this.#startOrJoin(signal, flags).finally(() => {
      this.#starting = undefined;
      this.#changed.fire();
    });
    return await this.#starting;
  }

  /** If another window starts the sandbox at the same time, this window uses that sandbox. */
  async #startOrJoin(signal: AbortSignal, flags: readonly string[]): Promise<SandboxConnection> {
    try {
      return await this.#spawn(signal, flags);
    } catch (error) {
      const running = await this.findRunning();
      if (running) return running;
      throw error;
    }
  }

  async #spawn(signal: AbortSignal, flags: readonly string[]): Promise<SandboxConnection> {
    const { sandboxUpstream } = readExtensionSettings();
    const args = sandboxArguments(this.folder, sandboxUpstream, flags);
    const child = spawn(process.execPath, [this.#script, ...args], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      stdio: 'pipe',
      windowsHide: true,
    });
    this.#child = child;
    const stderrTail: string[] = [];
    createInterface({ input: child.stderr }).on('line', line => {
      this.#log.debug(`sandbox: ${line}`);
      stderrTail.splice(0, stderrTail.length - 2, line);
    });
    child.once('exit', () => {
      if (this.#child === child) this.#child = undefined;
      this.#changed.fire();
    });
    const connection = await waitUntilReady(child, stderrTail, signal);
    const started = performance.now();
    // Waits for the streams, so that the last line is complete.
    child.once('close', (code, killedBy) => {
      const exit = { code, signal: killedBy };
      const stopped =
        this.#stoppedChild === child || !this.#isEnabled || this.#disposed.signal.aborted;
      if (!isUnexpectedExit(exit, stopped)) return;
      const reason = exitReason(exit, stderrTail.at(-1));
      this.#log.error('The sandbox ended unexpectedly:', reason);
      const notificationStage = this.#restartLimiter.recordExit(performance.now() - started);
      if (notificationStage !== 'again')
        void showSandboxExitNotification(reason, notificationStage === 'first');
    });
    return connection;
  }
}

/**
 * Waits for the line of JSON that a sandbox prints when it is ready. Stops a sandbox that does not
 * print it.
 */
async function waitUntilReady(
  child: ChildProcessWithoutNullStreams,
  stderrTail: readonly string[],
  signal: AbortSignal,
): Promise<SandboxConnection> {
  const settled = new AbortController();
  const limit = AbortSignal.any([signal, AbortSignal.timeout(startTimeoutMilliseconds)]);
  const failure = (reason: string) => new Failure('sandbox-failed', 'sandbox', { reason });
  try {
    return await new Promise((resolve, reject) => {
      const once = { once: true, signal: settled.signal };
      limit.addEventListener('abort', () => reject(failure('it did not answer in time')), once);
      child.once('error', error => reject(failure(error.message)));
      child.once('exit', code =>
        reject(failure(stderrTail.at(-1) ?? `it ended with code ${code ?? -1}`)),
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

async function waitUntil(condition: () => boolean, milliseconds: number): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!condition() && Date.now() < end) await new Promise(resolve => setTimeout(resolve, 50));
}
