import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';
import { type Domain, domainKey } from '../../core/coordinates';
import { isCancelled, isFailure } from '../../core/failure';
import type { Token } from '../../core/token';
import type { KeeperPorts, TokenHealth, Wanted } from '../../tokens/keeperPorts';
import type { TokenKeeper } from '../../tokens/tokenKeeper';
import type { Connections } from '../connections/connections';
import type { TokenHolders } from './holder';
import { readSettings } from '../common/settings';
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
  readonly #storage: vscode.Uri;
  #loaded: Promise<TokenKeeper> | undefined;
  readonly #window = randomUUID();
  readonly #end = new AbortController();
  readonly #healthChanged = new vscode.EventEmitter<TokenHealth>();
  readonly onDidChangeHealth = this.#healthChanged.event;
  /** The domains whose last try failed. */
  readonly #failing = new Set<string>();

  constructor(services: RenewalServices, storage: vscode.Uri) {
    this.#services = services;
    this.#storage = storage;
  }

  /** Looks at the clock from now on. */
  start(): void {
    void this.#keeper().then(it => it.run(error => this.#report(error), this.#end.signal));
  }

  /** Holders, connections, trust or settings have changed. */
  changed(): void {
    void this.#loaded?.then(it => it.changed());
  }

  /** They have changed, and somebody waits for what comes of it. */
  async changedNow(): Promise<void> {
    this.changed();
    await this.#tried(async () => (await this.#keeper()).look(this.#end.signal));
  }

  /** Credentials are there that were not before: what could not be renewed is tried again at once. */
  credentialsCame(): void {
    if (this.#failing.size === 0) return;
    const isFailing = ({ domain }: Wanted) => this.#failing.has(domainKey(domain));
    void this.#tried(async () => (await this.#keeper()).renewNow(isFailing, this.#end.signal));
  }

  /** A repository has just answered 401 to the token of `domain`: renews it at once, if it is ours. */
  async refused(domain: Domain, signal: AbortSignal): Promise<void> {
    const wanted = await this.#wanted(signal);
    const its = wanted.find(it => domainKey(it.domain) === domainKey(domain));
    if (its?.held) await (await this.#keeper()).refused(its, its.held.hash, signal);
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

  /** Its code is loaded when there is something to keep, not with the window. */
  #keeper(): Promise<TokenKeeper> {
    this.#loaded ??= import('../holders/chunk').then(({ TokenKeeper, sharedRenewals }) => {
      const file = vscode.Uri.joinPath(this.#storage, 'renewals.json').fsPath;
      return new TokenKeeper(this.#ports(sharedRenewals(file)));
    });
    return this.#loaded;
  }

  #ports(share: KeeperPorts['share']): KeeperPorts {
    return {
      window: this.#window,
      wanted: signal => this.#wanted(signal),
      fetch: (wanted, tokenSeconds, signal) => this.#fetch(wanted, tokenSeconds, signal),
      write: (token, signal) => this.#services.holders.renew(token, signal),
      share,
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
    const { log } = this.#services;
    if (health.failure) {
      this.#failing.add(key);
      log.info(
        'Token not renewed:',
        health.domain.domain,
        health.failure.code,
        health.failure.message,
      );
    } else {
      this.#failing.delete(key);
      log.debug('Token renewed:', health.domain.domain);
    }
    this.#healthChanged.fire(health);
  }
}
