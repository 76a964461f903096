import path from 'node:path';
import * as vscode from 'vscode';
import type { CredentialPaths } from '../../core/awsAccess';
import { systemTimer, type StartTimer, type Timer } from '../../shared/timer';
import { escapeGlob } from '../common/escapeGlob';

/**
 * The AWS CLI writes the token and the client registration of a sign-in to two files, one after the
 * other.
 */
export const debounceMilliseconds = 300;

/**
 * Watches the files that contain credentials, to notice a sign-in in another program or an edited
 * profile. Watches nothing before `start`.
 */
export class CredentialWatcher implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #watchers: vscode.Disposable[] = [];
  readonly #startTimer: StartTimer;
  #debounceTimer: Timer | undefined;

  constructor(startTimer: StartTimer = systemTimer) {
    this.#startTimer = startTimer;
  }

  /** Starts to watch. Does nothing if it is already watching. */
  start({ files, folders }: CredentialPaths): void {
    if (this.#watchers.length > 0) return;
    const watchers = [
      ...files.map(file => createWatcher(path.dirname(file), escapeGlob(path.basename(file)))),
      ...folders.map(folder => createWatcher(folder, '*.json')),
    ];
    const onEvent = () => this.#scheduleChange();
    this.#watchers = watchers.flatMap(fileWatcher => [
      fileWatcher,
      fileWatcher.onDidCreate(onEvent),
      fileWatcher.onDidChange(onEvent),
      fileWatcher.onDidDelete(onEvent),
    ]);
  }

  dispose(): void {
    this.#debounceTimer?.stop();
    for (const each of this.#watchers.splice(0)) each.dispose();
    this.#changed.dispose();
  }

  #scheduleChange(): void {
    this.#debounceTimer?.stop();
    this.#debounceTimer = this.#startTimer(() => this.#changed.fire(), debounceMilliseconds);
  }
}

function createWatcher(folder: string, pattern: string): vscode.FileSystemWatcher {
  return vscode.workspace.createFileSystemWatcher(
    new vscode.RelativePattern(vscode.Uri.file(folder), pattern),
  );
}
