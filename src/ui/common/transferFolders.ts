import * as vscode from 'vscode';
import { deleteStaleTemporaryFiles } from '../../files/deleteStaleTemporaryFiles';

const key = 'transferFolders';
const maxRememberedFolders = 20;

/**
 * Where transfers keep their temporary files: a folder of our own, and those that something is fetched
 * into. The latter are remembered while a transfer runs, so that what a killed process left there can
 * be swept at the next start.
 */
export class TransferFolders {
  readonly #memento: vscode.Memento;
  readonly #storageFolder: vscode.Uri;
  /** A folder stands here as often as something is fetched into it. */
  readonly #foldersInUse: string[] = [];

  constructor(memento: vscode.Memento, storage: vscode.Uri) {
    this.#memento = memento;
    this.#storageFolder = vscode.Uri.joinPath(storage, 'transfers');
  }

  /** The path of our own folder, which is there then. */
  async createStorageFolder(): Promise<string> {
    await vscode.workspace.fs.createDirectory(this.#storageFolder);
    return this.#storageFolder.fsPath;
  }

  /** Runs `work`, which keeps temporary files in `folder`; others may do so at the same time. */
  async withFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
    this.#foldersInUse.push(folder);
    await this.#memento.update(
      key,
      [...new Set([folder, ...this.#rememberedFolders()])].slice(0, maxRememberedFolders),
    );
    try {
      return await work();
    } finally {
      this.#foldersInUse.splice(this.#foldersInUse.indexOf(folder), 1);
      if (!this.#foldersInUse.includes(folder))
        await this.#memento.update(
          key,
          this.#rememberedFolders().filter(it => it !== folder),
        );
    }
  }

  /** Deletes what killed processes left. Loads nothing where there is nothing to look at. */
  async sweep(now: number): Promise<readonly string[]> {
    const ownFileCount = await vscode.workspace.fs.readDirectory(this.#storageFolder).then(
      found => found.length,
      () => 0,
    );
    const remembered = this.#rememberedFolders();
    if (ownFileCount === 0 && remembered.length === 0) return [];
    const folders = [this.#storageFolder.fsPath, ...remembered];
    const swept = await Promise.all(folders.map(folder => deleteStaleTemporaryFiles(folder, now)));
    return swept.flat();
  }

  #rememberedFolders(): readonly string[] {
    const value = this.#memento.get<unknown>(key);
    return Array.isArray(value) ? value.filter(it => typeof it === 'string') : [];
  }
}
