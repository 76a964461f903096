import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';
import { MissingFolderWatcher } from '../../files/missingFolderWatcher';
import { deleteLeftovers } from '../../files/deleteLeftovers';
import { isCancelled, isFailure } from '../../core/failure';
import type { TokenLedger } from '../../tokens/tokenLedger';
import { escapeGlob } from '../common/escapeGlob';
import type { TokenStatusBar } from './tokenStatusBar';
import type { TokenHolders } from './tokenHolder';
import { listTokenStates } from './tokenState';

/** Temporary files younger than 10 s may still be in use. This is a little longer. */
const secondSweepDelayMilliseconds = 15_000;

/**
 * Updates the status bar and the terminals: reads the holders at start, after a write, and when a
 * file changes.
 */
export class TokenStatusMonitor implements vscode.Disposable {
  readonly #log: vscode.LogOutputChannel;
  readonly #holders: TokenHolders;
  readonly #tokenLedger: TokenLedger;
  readonly #statusBar: TokenStatusBar;
  readonly #changed = new vscode.EventEmitter<void>();
  /** A file has changed. */
  readonly onDidChange = this.#changed.event;
  readonly #abort = new AbortController();
  readonly #watchers = new Map<string, vscode.FileSystemWatcher>();
  readonly #folderWatch = new MissingFolderWatcher(folder => this.#onFolderCreated(folder));
  readonly #sweptFolders = new Set<string>();
  #currentRefresh = Promise.resolve();
  #pendingRefresh: Promise<void> | undefined;

  constructor(
    log: vscode.LogOutputChannel,
    holders: TokenHolders,
    tokenLedger: TokenLedger,
    statusBar: TokenStatusBar,
  ) {
    this.#log = log;
    this.#holders = holders;
    this.#tokenLedger = tokenLedger;
    this.#statusBar = statusBar;
  }

  /**
   * Reads the holders and updates the status bar. If they cannot be read, nothing is shown.
   * _Refresh Token_ reports the reason.
   */
  async refresh(): Promise<void> {
    // One at a time, with at most one waiting, because a write causes several file events.
    this.#pendingRefresh ??= this.#currentRefresh
      .catch(() => undefined)
      .then(() => {
        this.#pendingRefresh = undefined;
        this.#currentRefresh = this.#refreshOnce();
        return this.#currentRefresh;
      });
    await this.#pendingRefresh;
  }

  async #refreshOnce(): Promise<void> {
    const { signal } = this.#abort;
    try {
      const inventory = await this.#holders.find(signal);
      const { files, ledger } = inventory;
      const watchedFiles = [...files, this.#tokenLedger.file];
      await this.#folderWatch.watch(watchedFiles.map(file => path.dirname(file)));
      this.#watchFiles(watchedFiles);
      for (const file of files) await this.#sweep(path.dirname(file));
      this.#statusBar.update(listTokenStates(await this.#holders.syncTerminals(inventory), ledger));
    } catch (error) {
      if (isCancelled(error)) return;
      if (!isFailure(error)) throw error;
      this.#log.info('The tokens could not be read:', error.message);
      this.#statusBar.update([]);
    }
  }

  dispose(): void {
    this.#abort.abort();
    this.#folderWatch.dispose();
    for (const watcher of this.#watchers.values()) watcher.dispose();
    this.#changed.dispose();
  }

  /** Deletes the temporary files that a killed window left, because they contain secrets. */
  async #sweep(folder: string): Promise<void> {
    if (this.#sweptFolders.has(folder) || !vscode.workspace.isTrusted) return;
    this.#sweptFolders.add(folder);
    const { signal } = this.#abort;
    await deleteLeftovers(folder, {}, signal);
    // If this extension host replaces one that was just killed, its files are still too young.
    void setTimeout(secondSweepDelayMilliseconds, undefined, { ref: false, signal })
      .then(() => deleteLeftovers(folder, {}, signal))
      .catch(() => undefined);
  }

  #watchFiles(files: readonly string[]): void {
    for (const [file, watcher] of this.#watchers) {
      if (files.includes(file)) continue;
      watcher.dispose();
      this.#watchers.delete(file);
    }
    for (const file of files)
      if (!this.#watchers.has(file)) this.#watchers.set(file, this.#createWatcher(file));
  }

  #createWatcher(file: string): vscode.FileSystemWatcher {
    const folder = vscode.Uri.file(path.dirname(file));
    const pattern = new vscode.RelativePattern(folder, escapeGlob(path.basename(file)));
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const onFileEvent = () => this.#onFileChanged();
    watcher.onDidChange(onFileEvent);
    watcher.onDidCreate(onFileEvent);
    watcher.onDidDelete(onFileEvent);
    return watcher;
  }

  /**
   * The watchers were created before `folder` and may not report changes. Reading creates new ones.
   */
  #onFolderCreated(folder: string): void {
    for (const [file, watcher] of this.#watchers) {
      if (path.dirname(file) !== folder) continue;
      watcher.dispose();
      this.#watchers.delete(file);
    }
    this.#onFileChanged();
  }

  #onFileChanged(): void {
    this.#changed.fire();
    void this.refresh();
  }
}
