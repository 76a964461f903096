import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';
import { FolderWatch } from '../../files/folderWatch';
import { sweepLeftovers } from '../../files/sweepLeftovers';
import { isCancelled, isFailure } from '../../core/failure';
import type { SettingsWriter } from '../common/settingsWriter';
import { plainPattern } from '../common/plainPattern';
import type { StatusBar } from './statusBar';
import type { TokenHolders } from './holder';
import { tokenStates } from './tokenStates';

/** What is younger than 10 s may still be written to; this is a little later. */
const sweepAgainMilliseconds = 15_000;

/**
 * Keeps the status bar and the terminals true: reads the holders at start, after our writes and
 * when a file changes.
 */
export class HolderWatch implements vscode.Disposable {
  readonly #log: vscode.LogOutputChannel;
  readonly #holders: TokenHolders;
  readonly #writer: SettingsWriter;
  readonly #statusBar: StatusBar;
  readonly #changed = new vscode.EventEmitter<void>();
  /** Somebody has changed a file. */
  readonly onDidChange = this.#changed.event;
  readonly #abort = new AbortController();
  readonly #watched = new Map<string, vscode.FileSystemWatcher>();
  readonly #folders = new FolderWatch(folder => this.#appeared(folder));
  readonly #swept = new Set<string>();
  #current = Promise.resolve();
  #next: Promise<void> | undefined;

  constructor(
    log: vscode.LogOutputChannel,
    holders: TokenHolders,
    writer: SettingsWriter,
    statusBar: StatusBar,
  ) {
    this.#log = log;
    this.#holders = holders;
    this.#writer = writer;
    this.#statusBar = statusBar;
  }

  /** Reads and shows. What cannot be read shows nothing: whoever clicks is told why. */
  async show(): Promise<void> {
    // One at a time, and no more than one waiting: a write is several changes of files.
    this.#next ??= this.#current
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        this.#current = this.#look();
        return this.#current;
      });
    await this.#next;
  }

  async #look(): Promise<void> {
    const { signal } = this.#abort;
    try {
      const holding = await this.#holders.find(signal);
      const { files, ledger } = holding;
      const watched = [...files, this.#writer.ledgerFile];
      await this.#folders.follow(watched.map(file => path.dirname(file)));
      this.#watch(watched);
      for (const file of files) await this.#sweep(path.dirname(file));
      this.#statusBar.show(tokenStates(await this.#holders.follow(holding), ledger));
    } catch (error) {
      if (isCancelled(error)) return;
      if (!isFailure(error)) throw error;
      this.#log.info('No tokens to show:', error.message);
      this.#statusBar.show([]);
    }
  }

  dispose(): void {
    this.#abort.abort();
    this.#folders.dispose();
    for (const watcher of this.#watched.values()) watcher.dispose();
    this.#changed.dispose();
  }

  /** What a killed window left beside a file holds the user's secrets: swept when first looking. */
  async #sweep(folder: string): Promise<void> {
    if (this.#swept.has(folder) || !vscode.workspace.isTrusted) return;
    this.#swept.add(folder);
    const { signal } = this.#abort;
    await sweepLeftovers(folder, {}, signal);
    // The host that this one took over from was killed a moment ago: what it left is too young yet.
    void setTimeout(sweepAgainMilliseconds, undefined, { ref: false, signal })
      .then(() => sweepLeftovers(folder, {}, signal))
      .catch(() => undefined);
  }

  #watch(files: readonly string[]): void {
    for (const [file, watcher] of this.#watched) {
      if (files.includes(file)) continue;
      watcher.dispose();
      this.#watched.delete(file);
    }
    for (const file of files) if (!this.#watched.has(file)) this.#watched.set(file, this.#of(file));
  }

  #of(file: string): vscode.FileSystemWatcher {
    const folder = vscode.Uri.file(path.dirname(file));
    const pattern = new vscode.RelativePattern(folder, plainPattern(path.basename(file)));
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const again = () => this.#again();
    watcher.onDidChange(again);
    watcher.onDidCreate(again);
    watcher.onDidDelete(again);
    return watcher;
  }

  /** The watchers in `folder` were made before it, and may stay silent: looking makes new ones. */
  #appeared(folder: string): void {
    for (const [file, watcher] of this.#watched) {
      if (path.dirname(file) !== folder) continue;
      watcher.dispose();
      this.#watched.delete(file);
    }
    this.#again();
  }

  #again(): void {
    this.#changed.fire();
    void this.show();
  }
}
