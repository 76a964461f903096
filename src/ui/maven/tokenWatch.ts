import path from 'node:path';
import * as vscode from 'vscode';
import { sweepLeftovers } from '../../disk/sweepLeftovers';
import { isCancelled, isFailure } from '../../model/failure';
import type { StatusBar } from '../statusBar';
import type { MavenFiles } from './mavenFiles';
import type { SettingsWriter } from './settingsWriter';
import { tokenStates } from './tokenStates';

/** Keeps the status bar true: reads the holders at start, after our writes and when the file changes. */
export class TokenWatch implements vscode.Disposable {
  readonly #log: vscode.LogOutputChannel;
  readonly #files: MavenFiles;
  readonly #writer: SettingsWriter;
  readonly #statusBar: StatusBar;
  readonly #changed = new vscode.EventEmitter<void>();
  /** Somebody has changed the file. */
  readonly onDidChange = this.#changed.event;
  readonly #abort = new AbortController();
  #swept = false;
  #watched: { readonly file: string; readonly watcher: vscode.FileSystemWatcher } | undefined;

  constructor(
    log: vscode.LogOutputChannel,
    files: MavenFiles,
    writer: SettingsWriter,
    statusBar: StatusBar,
  ) {
    this.#log = log;
    this.#files = files;
    this.#writer = writer;
    this.#statusBar = statusBar;
  }

  /** Reads and shows. A file that cannot be read shows nothing: whoever clicks is told why. */
  async show(): Promise<void> {
    const { signal } = this.#abort;
    try {
      const state = await this.#files.read(signal);
      this.#watch(state.location.path);
      await this.#sweep(path.dirname(state.location.path));
      this.#statusBar.show(tokenStates(state, await this.#writer.ledger(signal)));
    } catch (error) {
      if (isCancelled(error)) return;
      if (!isFailure(error)) throw error;
      this.#log.info('No tokens to show:', error.message);
      this.#statusBar.show([]);
    }
  }

  dispose(): void {
    this.#abort.abort();
    this.#watched?.watcher.dispose();
    this.#changed.dispose();
  }

  /** What a killed window left beside the file holds the user's secrets: once, when first looking. */
  async #sweep(folder: string): Promise<void> {
    if (this.#swept || !vscode.workspace.isTrusted) return;
    this.#swept = true;
    await sweepLeftovers(folder, {}, this.#abort.signal);
  }

  #watch(file: string): void {
    if (this.#watched?.file === file) return;
    this.#watched?.watcher.dispose();
    const folder = vscode.Uri.file(path.dirname(file));
    const pattern = new vscode.RelativePattern(folder, path.basename(file));
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const again = () => {
      this.#changed.fire();
      void this.show();
    };
    watcher.onDidChange(again);
    watcher.onDidCreate(again);
    watcher.onDidDelete(again);
    this.#watched = { file, watcher };
  }
}
