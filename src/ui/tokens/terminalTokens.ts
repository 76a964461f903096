import * as vscode from 'vscode';
import { type Domain, domainKey } from '../../core/coordinates';
import type { Token } from '../../core/token';

const expiryCheckMilliseconds = 30_000;

/** A variable of the terminals and its token. */
export interface TerminalToken {
  readonly name: string;
  readonly token: Token;
}

/**
 * The tokens in the environment of new terminals. They are never stored on disk, and are removed
 * when they expire.
 */
export class TerminalTokens implements vscode.Disposable {
  readonly #collection: vscode.EnvironmentVariableCollection;
  readonly #tokens = new Map<string, TerminalToken>();
  readonly #requestedVariables = new Map<string, Domain>();
  readonly #expiryTimer: NodeJS.Timeout;

  constructor(collection: vscode.EnvironmentVariableCollection) {
    this.#collection = collection;
    // Otherwise VS Code would write the token to its storage.
    collection.persistent = false;
    collection.description = vscode.l10n.t('CodeArtifact tokens (codeartifact.terminal.token)');
    this.#expiryTimer = setInterval(() => this.removeExpired(Date.now()), expiryCheckMilliseconds);
  }

  /** The tokens that new terminals get. */
  get tokens(): readonly TerminalToken[] {
    return [...this.#tokens.values()];
  }

  /** The variables that the user requested, with the domains of their tokens. */
  get requestedVariables(): ReadonlyMap<string, Domain> {
    return this.#requestedVariables;
  }

  /**
   * Sets `token` as the variable `name` in new terminals. VS Code offers to relaunch open
   * terminals.
   */
  set(name: string, token: Token): void {
    const previous = this.#tokens.get(name)?.token;
    this.#tokens.set(name, { name, token });
    const isSame =
      previous?.secret.reveal() === token.secret.reveal() &&
      domainKey(previous.domain) === domainKey(token.domain);
    if (!isSame) this.#collection.replace(name, token.secret.reveal());
  }

  /** Like `set`, and keeps the variable up to date while this window is open. */
  request(name: string, token: Token): void {
    this.#requestedVariables.set(name, token.domain);
    this.set(name, token);
  }

  /** Removes a variable from new terminals, even if the user requested it. */
  remove(name: string): void {
    this.#requestedVariables.delete(name);
    this.#tokens.delete(name);
    this.#collection.delete(name);
  }

  /** Removes expired tokens. Requested variables get the next token. */
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
