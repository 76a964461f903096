import * as vscode from 'vscode';
import { type Domain, domainKey } from '../../core/coordinates';
import { isTokenText, type Token } from '../../core/token';

const lookMilliseconds = 30_000;

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
  readonly #held = new Map<string, TerminalToken>();
  readonly #wishes = new Map<string, Domain>();
  readonly #look: NodeJS.Timeout;

  constructor(collection: vscode.EnvironmentVariableCollection) {
    this.#collection = collection;
    // VS Code would otherwise write the token to its own storage.
    collection.persistent = false;
    collection.description = vscode.l10n.t('CodeArtifact tokens, as you asked for');
    this.#look = setInterval(() => this.dropExpired(Date.now()), lookMilliseconds);
  }

  /** Whether `name` is ours to set: a plain name that holds nothing else than a token here. */
  static maySet(name: string, environment: NodeJS.ProcessEnv): boolean {
    const present = environment[name];
    const isFree = present === undefined || present === '' || isTokenLike(present);
    return /^[A-Za-z_][A-Za-z0-9_]{0,99}$/.test(name) && isFree;
  }

  /** What new terminals are given now. */
  get held(): readonly TerminalToken[] {
    return [...this.#held.values()];
  }

  /** The variables that the user asked for, with the domains of their tokens. */
  get wishes(): ReadonlyMap<string, Domain> {
    return this.#wishes;
  }

  /** Gives new terminals `token` as the variable `name`; VS Code offers to relaunch those that are open. */
  set(name: string, token: Token): void {
    const known = this.#held.get(name)?.token;
    this.#held.set(name, { name, token });
    const isSame =
      known?.secret.reveal() === token.secret.reveal() &&
      domainKey(known.domain) === domainKey(token.domain);
    if (!isSame) this.#collection.replace(name, token.secret.reveal());
  }

  /** As `set`, and keeps the variable supplied as long as this window lives. */
  wish(name: string, token: Token): void {
    this.#wishes.set(name, token.domain);
    this.set(name, token);
  }

  /** Takes a variable out of new terminals, wished for or not. */
  drop(name: string): void {
    this.#wishes.delete(name);
    this.#held.delete(name);
    this.#collection.delete(name);
  }

  /** Takes out what has expired; a wish stays, and gets the next token. */
  dropExpired(now: number): void {
    for (const [name, { token }] of this.#held) {
      if (token.expires.getTime() > now) continue;
      this.#held.delete(name);
      this.#collection.delete(name);
    }
  }

  dispose(): void {
    clearInterval(this.#look);
    this.#collection.clear();
  }
}

/** Tokens are long; what stands in `JAVA_HOME`, `PATH` or `TERM` is not one. */
function isTokenLike(text: string): boolean {
  return text.length > 100 && isTokenText(text) && !/[/:;,=]/.test(text);
}
