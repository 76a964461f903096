import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';
import { type Domain, domainKey } from '../../model/coordinates';
import { isCancelled, isFailure } from '../../model/failure';
import type { Token } from '../../model/token';
import type { KeeperPorts, TokenHealth, Wanted } from '../../token/keeperPorts';
import { sharedRenewals } from '../../token/sharedRenewals';
import { TokenKeeper } from '../../token/tokenKeeper';
import type { Connections } from '../connections';
import type { TokenHolders } from '../holders/holder';
import { readSettings } from '../settings';
import { wantedTokens } from './wantedTokens';

/** What keeping tokens alive works with. */
export interface RenewalServices {
  readonly log: vscode.LogOutputChannel;
  readonly connections: Connections;
  readonly holders: TokenHolders;
}

/**
 * Renews, by itself and together with all other windows, the tokens of the holders that are plainly
 * ours. Nothing runs in a window that is not trusted, has no connection, or has it switched off.
 */
export class TokenRenewal implements vscode.Disposable {
  readonly #services: RenewalServices;
  readonly #keeper: TokenKeeper;
  readonly #window = randomUUID();
  readonly #end = new AbortController();
  readonly #healthChanged = new vscode.EventEmitter<TokenHealth>();
  readonly onDidChangeHealth = this.#healthChanged.event;
  /** The domains whose last try failed. */
  readonly #failing = new Set<string>();

  constructor(services: RenewalServices, storage: vscode.Uri) {
    this.#services = services;
    this.#keeper = new TokenKeeper(this.#ports(storage));
  }

  /** Looks at the clock from now on. */
  start(): void {
    void this.#keeper.run(error => this.#report(error), this.#end.signal);
  }

  /** Holders, connections, trust or settings have changed. */
  changed(): void {
    this.#keeper.changed();
  }

  /** They have changed, and somebody waits for what comes of it. */
  async changedNow(): Promise<void> {
    this.#keeper.changed();
    await this.#tried(() => this.#keeper.look(this.#end.signal));
  }

  /** Credentials may have come back: what failed is tried again at once, and nothing else. */
  async credentialsChanged(): Promise<void> {
    if (this.#failing.size === 0) return;
    const isFailing = ({ domain }: Wanted) => this.#failing.has(domainKey(domain));
    await this.#tried(() => this.#keeper.renewNow(isFailing, this.#end.signal));
  }

  /**
   * A repository of `domain` has answered 401 although its holders' token should live: it is renewed
   * once. Resolves to false when that has been tried before, or the token is not ours to renew: then
   * only people can help.
   */
  async refused(domain: Domain): Promise<boolean> {
    const wanted = await this.#wanted(this.#end.signal);
    const it = wanted.find(({ domain: own }) => domainKey(own) === domainKey(domain));
    return it?.held ? await this.#keeper.refused(it, it.held.hash, this.#end.signal) : false;
  }

  dispose(): void {
    this.#end.abort();
    this.#healthChanged.dispose();
  }

  async #tried(work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) => {
      if (!isCancelled(error)) this.#report(error);
    });
  }

  #report(error: unknown): void {
    const { log } = this.#services;
    log.warn('Tokens could not be looked after:', isFailure(error) ? error.message : 'a bug');
  }

  #ports(storage: vscode.Uri): KeeperPorts {
    const file = vscode.Uri.joinPath(storage, 'renewals.json').fsPath;
    return {
      window: this.#window,
      wanted: signal => this.#wanted(signal),
      fetch: (wanted, tokenSeconds, signal) => this.#fetch(wanted, tokenSeconds, signal),
      write: (token, signal) => this.#services.holders.renew(token, signal),
      share: sharedRenewals(file),
      tell: health => this.#tell(health),
      tokenSeconds: () => readSettings().tokenSeconds,
      now: () => Date.now(),
      elapsed: () => performance.now(),
      random: () => Math.random(),
      wait: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal, ref: false }),
    };
  }

  async #wanted(signal: AbortSignal): Promise<readonly Wanted[]> {
    const { connections, holders } = this.#services;
    const mayRun = vscode.workspace.isTrusted && readSettings().autoRefresh;
    if (!mayRun || (await connections.available()).length === 0) return [];
    const { places } = await holders.find(signal);
    return await wantedTokens(connections, places, this.#window);
  }

  async #fetch({ domain }: Wanted, tokenSeconds: number, signal: AbortSignal): Promise<Token> {
    const { connections } = this.#services;
    const api = await connections.api(await connections.forDomain(domain), false);
    return await api.token(domain, tokenSeconds, signal);
  }

  #tell(health: TokenHealth): void {
    const key = domainKey(health.domain);
    if (health.failure) this.#failing.add(key);
    else this.#failing.delete(key);
    this.#healthChanged.fire(health);
  }
}
