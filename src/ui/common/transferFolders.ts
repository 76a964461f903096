import * as vscode from 'vscode';

const key = 'transferFolders';
const mostRemembered = 20;

/**
 * Where transfers keep their temporary files: a folder of our own, and those that something is fetched
 * into. The latter are remembered while a transfer runs, so that what a killed process left there can
 * be swept at the next start.
 */
export class TransferFolders {
  readonly #memento: vscode.Memento;
  readonly #own: vscode.Uri;
  /** A folder stands here as often as something is fetched into it. */
  readonly #busy: string[] = [];

  constructor(memento: vscode.Memento, storage: vscode.Uri) {
    this.#memento = memento;
    this.#own = vscode.Uri.joinPath(storage, 'transfers');
  }

  /** The path of our own folder, which is there then. */
  async own(): Promise<string> {
    await vscode.workspace.fs.createDirectory(this.#own);
    return this.#own.fsPath;
  }

  /** Runs `work`, which keeps temporary files in `folder`; others may do so at the same time. */
  async during<T>(folder: string, work: () => Promise<T>): Promise<T> {
    this.#busy.push(folder);
    await this.#memento.update(
      key,
      [...new Set([folder, ...this.#used()])].slice(0, mostRemembered),
    );
    try {
      return await work();
    } finally {
      this.#busy.splice(this.#busy.indexOf(folder), 1);
      if (!this.#busy.includes(folder))
        await this.#memento.update(
          key,
          this.#used().filter(it => it !== folder),
        );
    }
  }

  /** Deletes what killed processes left. Loads nothing where there is nothing to look at. */
  async sweep(now: number): Promise<readonly string[]> {
    const own = await vscode.workspace.fs.readDirectory(this.#own).then(
      found => found.length,
      () => 0,
    );
    const used = this.#used();
    if (own === 0 && used.length === 0) return [];
    const { sweepTemporary } = await import('../../transfer/chunk');
    const folders = [this.#own.fsPath, ...used];
    const swept = await Promise.all(folders.map(folder => sweepTemporary(folder, now)));
    return swept.flat();
  }

  #used(): readonly string[] {
    const value = this.#memento.get<unknown>(key);
    return Array.isArray(value) ? value.filter(it => typeof it === 'string') : [];
  }
}
