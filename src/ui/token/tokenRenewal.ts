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
import type { MavenFiles } from '../maven/mavenFiles';
import type { SettingsWriter } from '../maven/settingsWriter';
import { ownershipFacts } from '../maven/tokenPlan';
import { writeTokens } from '../maven/writeTokens';
import { readSettings } from '../settings';
import { unattendedRulings, wantedTokens } from './unattended';

/** What keeping tokens alive works with. */
export interface RenewalServices {
  readonly log: vscode.LogOutputChannel;
  readonly connections: Connections;
  readonly mavenFiles: MavenFiles;
  readonly writer: SettingsWriter;
}

/**
 * Renews, by itself and together with all other windows, the tokens of the servers that are plainly
 * ours. Nothing runs in a window that is not trusted, has no connection, or has it switched off.
 */
export class TokenRenewal implements vscode.Disposable {
  readonly #services: RenewalServices;
  readonly #keeper: TokenKeeper;
  readonly #end = new AbortController();
  /** The domains of which the last renewal failed. */
  readonly #failing = new Set<string>();
  readonly #healthChanged = new vscode.EventEmitter<TokenHealth>();
  readonly onDidChangeHealth = this.#healthChanged.event;

  constructor(services: RenewalServices, storage: vscode.Uri) {
    this.#services = services;
    this.#keeper = new TokenKeeper(this.#ports(storage));
  }

  /** Looks at the clock from now on. */
  start(): void {
    const { log } = this.#services;
    void this.#keeper.run(error => {
      log.warn('Tokens could not be looked after:', isFailure(error) ? error.message : 'a bug');
    }, this.#end.signal);
  }

  /** Holders, connections, trust or settings have changed. */
  changed(): void {
    this.#keeper.changed();
  }

  /** Credentials are there that were not before: what could not be renewed is tried again at once. */
  credentialsCame(): void {
    const failing = ({ domain }: Wanted) => this.#failing.has(domainKey(domain));
    void this.#keeper.renewNow(failing, this.#end.signal).catch((error: unknown) => {
      if (isCancelled(error)) return;
      const what = isFailure(error) ? error.message : 'a bug';
      this.#services.log.warn('Tokens could not be renewed:', what);
    });
  }

  /** A repository has just answered 401 to the token of `domain`: renews it at once, if it is ours. */
  async refused(domain: Domain, signal: AbortSignal): Promise<void> {
    const wanted = await this.#wanted(signal);
    const its = wanted.find(it => domainKey(it.domain) === domainKey(domain));
    if (its?.held) await this.#keeper.refused(its, its.held.hash, signal);
  }

  dispose(): void {
    this.#end.abort();
    this.#healthChanged.dispose();
  }

  #ports(storage: vscode.Uri): KeeperPorts {
    const file = vscode.Uri.joinPath(storage, 'renewals.json').fsPath;
    return {
      window: randomUUID(),
      wanted: signal => this.#wanted(signal),
      fetch: (wanted, tokenSeconds, signal) => this.#fetch(wanted, tokenSeconds, signal),
      write: (token, signal) => this.#write(token, signal),
      share: sharedRenewals(file),
      tell: health => this.#tell(health),
      tokenSeconds: () => readSettings().tokenSeconds,
      now: () => Date.now(),
      elapsed: () => performance.now(),
      random: () => Math.random(),
      wait: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal, ref: false }),
    };
  }

  #tell(health: TokenHealth): void {
    if (health.failure) this.#failing.add(domainKey(health.domain));
    else this.#failing.delete(domainKey(health.domain));
    this.#healthChanged.fire(health);
  }

  async #wanted(signal: AbortSignal): Promise<readonly Wanted[]> {
    const { connections, mavenFiles } = this.#services;
    const mayRun = vscode.workspace.isTrusted && readSettings().autoRefresh;
    if (!mayRun || (await connections.available()).length === 0) return [];
    const state = await mavenFiles.read(signal);
    const facts = await ownershipFacts(this.#services, state, signal);
    return await wantedTokens(connections, state, await unattendedRulings(state, facts));
  }

  async #fetch({ domain }: Wanted, tokenSeconds: number, signal: AbortSignal): Promise<Token> {
    const { connections } = this.#services;
    const api = await connections.api(await connections.forDomain(domain), false);
    return await api.token(domain, tokenSeconds, signal);
  }

  /** Whose the servers are is decided anew: much may have changed while the token was fetched. */
  async #write(token: Token, signal: AbortSignal): Promise<void> {
    const state = await this.#services.mavenFiles.read(signal);
    const facts = await ownershipFacts(this.#services, state, signal);
    const rulings = await unattendedRulings(state, facts);
    const claims = rulings
      .map(({ claim }) => claim)
      .filter(({ domain }) => domainKey(domain) === domainKey(token.domain));
    const allows = ({ action }: { readonly action: string }) => action === 'update';
    await writeTokens(this.#services, { state, claims, allows }, [token], signal);
  }
}
