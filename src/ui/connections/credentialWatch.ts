import path from 'node:path';
import * as vscode from 'vscode';
import type { CredentialPlaces } from '../../core/awsAccess';
import { systemTimer, type StartTimer, type Timer } from '../../shared/timer';
import { plainPattern } from '../common/plainPattern';

/** `aws` writes a sign-in and its client in two files, one after the other. */
export const settleMilliseconds = 300;

/**
 * Watches the files that credentials come from, so that who signs in elsewhere, or edits a profile,
 * need not say so here. Nothing is watched before `start`.
 */
export class CredentialWatch implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #watching: vscode.Disposable[] = [];
  readonly #startTimer: StartTimer;
  #settling: Timer | undefined;

  constructor(startTimer: StartTimer = systemTimer) {
    this.#startTimer = startTimer;
  }

  /** Watches from now on; does nothing when it does so already. */
  start({ files, folders }: CredentialPlaces): void {
    if (this.#watching.length > 0) return;
    const watched = [
      ...files.map(file => watcher(path.dirname(file), plainPattern(path.basename(file)))),
      ...folders.map(folder => watcher(folder, '*.json')),
    ];
    const note = () => this.#note();
    this.#watching = watched.flatMap(it => [
      it,
      it.onDidCreate(note),
      it.onDidChange(note),
      it.onDidDelete(note),
    ]);
  }

  dispose(): void {
    this.#settling?.stop();
    for (const each of this.#watching.splice(0)) each.dispose();
    this.#changed.dispose();
  }

  #note(): void {
    this.#settling?.stop();
    this.#settling = this.#startTimer(() => this.#changed.fire(), settleMilliseconds);
  }
}

function watcher(folder: string, pattern: string): vscode.FileSystemWatcher {
  return vscode.workspace.createFileSystemWatcher(
    new vscode.RelativePattern(vscode.Uri.file(folder), pattern),
  );
}
