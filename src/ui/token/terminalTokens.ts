import * as vscode from 'vscode';
import { isTokenText, type Token } from '../../model/token';

const lookMilliseconds = 30_000;

/**
 * Tokens in the environment of new terminals, where the user asked for it: never kept on disk, and
 * taken out again when they have expired.
 */
export class TerminalTokens implements vscode.Disposable {
  readonly #collection: vscode.EnvironmentVariableCollection;
  readonly #expiries = new Map<string, number>();
  readonly #look: NodeJS.Timeout;

  constructor(collection: vscode.EnvironmentVariableCollection) {
    this.#collection = collection;
    // VS Code would otherwise write the token to its own storage.
    collection.persistent = false;
    collection.description = vscode.l10n.t('A CodeArtifact token that settings.xml refers to');
    this.#look = setInterval(() => this.#dropExpired(), lookMilliseconds);
  }

  /** Whether `name` is ours to set: a plain name that holds nothing else than a token here. */
  static maySet(name: string, environment: NodeJS.ProcessEnv): boolean {
    const present = environment[name];
    const isFree = present === undefined || present === '' || isTokenLike(present);
    return /^[A-Za-z_][A-Za-z0-9_]{0,99}$/.test(name) && isFree;
  }

  /** Gives new terminals `token` as the variable `name`; VS Code offers to relaunch those that are open. */
  set(name: string, token: Token): void {
    this.#expiries.set(name, token.expires.getTime());
    this.#collection.replace(name, token.secret.reveal());
  }

  dispose(): void {
    clearInterval(this.#look);
    this.#collection.clear();
  }

  #dropExpired(): void {
    for (const [name, expires] of this.#expiries) {
      if (expires > Date.now()) continue;
      this.#expiries.delete(name);
      this.#collection.delete(name);
    }
  }
}

/** Tokens are long; what stands in `JAVA_HOME`, `PATH` or `TERM` is not one. */
function isTokenLike(text: string): boolean {
  return text.length > 100 && isTokenText(text) && !/[/:;,=]/.test(text);
}
