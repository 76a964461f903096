import type * as vscode from 'vscode';

/** Keeps values as VS Code does, for the time of a test. */
export class Memory implements vscode.Memento {
  readonly #values = new Map<string, unknown>();
  keys = () => [...this.#values.keys()];
  get<T>(key: string, fallback?: T) {
    return (this.#values.has(key) ? this.#values.get(key) : fallback) as T;
  }
  update(key: string, value: unknown) {
    this.#values.set(key, value);
    return Promise.resolve();
  }
}
