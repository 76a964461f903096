import * as vscode from 'vscode';
import { type Domain, domainKey } from '../../core/coordinates';
import type { Token } from '../../core/token';

const expiryCheckMilliseconds = 30_000;

/** A variable of the terminals and what it holds. */
export interface TerminalToken {
  readonly name: string;
  readonly token: Token;
}

/**
 * Tokens in the environment of new terminals, where the user asked for it: never kept on disk, and
 * taken out again when they have expired.
 */
export class TerminalTokens implements vscode.Disposable {
  readonly #collection: vscode.EnvironmentVariableCollection;
  readonly #tokens = new Map<string, TerminalToken>();
  readonly #requestedVariables = new Map<string, Domain>();
  readonly #expiryTimer: NodeJS.Timeout;

  constructor(collection: vscode.EnvironmentVariableCollection) {
    this.#collection = collection;
    // VS Code would otherwise write the token to its own storage.
    collection.persistent = false;
    collection.description = vscode.l10n.t('CodeArtifact tokens, as you asked for');
    this.#expiryTimer = setInterval(() => this.removeExpired(Date.now()), expiryCheckMilliseconds);
  }

  /** What new terminals are given now. */
  get tokens(): readonly TerminalToken[] {
    return [...this.#tokens.values()];
  }

  /** The variables that the user asked for, with the domains of their tokens. */
  get requestedVariables(): ReadonlyMap<string, Domain> {
    return this.#requestedVariables;
  }

  /** Gives new terminals `token` as the variable `name`; VS Code offers to relaunch those that are open. */
  set(name: string, token: Token): void {
    const previous = this.#tokens.get(name)?.token;
    this.#tokens.set(name, { name, token });
    const isSame =
      previous?.secret.reveal() === token.secret.reveal() &&
      domainKey(previous.domain) === domainKey(token.domain);
    if (!isSame) this.#collection.replace(name, token.secret.reveal());
  }

  /** As `set`, and keeps the variable supplied as long as this window lives. */
  request(name: string, token: Token): void {
    this.#requestedVariables.set(name, token.domain);
    this.set(name, token);
  }

  /** Takes a variable out of new terminals, wished for or not. */
  remove(name: string): void {
    this.#requestedVariables.delete(name);
    this.#tokens.delete(name);
    this.#collection.delete(name);
  }

  /** Takes out what has expired; a wish stays, and gets the next token. */
  removeExpired(now: number): void {
    for (const [name, { token }] of this.#tokens) {
      if (token.expires.getTime() > now) continue;
      this.#tokens.delete(name);
      this.#collection.delete(name);
    }
  }

  dispose(): void {
    clearInterval(this.#expiryTimer);
    this.#collection.clear();
  }
}
