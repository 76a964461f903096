import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';
import { type Domain, domainKey } from '../../core/coordinates';
import { isCancelled, isFailure } from '../../core/failure';
import type { Token } from '../../core/token';
import type { TokenRenewerPorts, TokenHealth, RenewalTarget } from '../../tokens/tokenRenewerPorts';
import { createSharedRenewals } from '../../tokens/createSharedRenewals';
import { TokenRenewer } from '../../tokens/tokenRenewer';
import type { Connections } from '../connections/connections';
import type { TokenHolders } from './tokenHolder';
import { readExtensionSettings } from '../common/extensionSettings';
import { findRenewalTargets } from './findRenewalTargets';

/** The services that renewal uses. */
export interface RenewalServices {
  readonly log: vscode.LogOutputChannel;
  readonly connections: Connections;
  readonly holders: TokenHolders;
}

/**
 * Renews the tokens that belong to the extension automatically, together with all other windows.
 * Does nothing in Restricted Mode, without a connection, or if renewal is turned off.
 */
export class TokenRenewalService implements vscode.Disposable {
  readonly #services: RenewalServices;
  readonly #renewer: TokenRenewer;
  readonly #windowId = randomUUID();
  readonly #abort = new AbortController();
  readonly #healthChanged = new vscode.EventEmitter<TokenHealth>();
  readonly onDidChangeHealth = this.#healthChanged.event;
  /** The domains whose last renewal failed. */
  readonly #failingDomains = new Set<string>();

  constructor(services: RenewalServices, storage: vscode.Uri) {
    this.#services = services;
    const file = vscode.Uri.joinPath(storage, 'renewals.json').fsPath;
    this.#renewer = new TokenRenewer(this.#createPorts(createSharedRenewals(file)));
  }

  /** Starts to check for tokens that are due. */
  start(): void {
    void this.#renewer.run(error => this.#logError(error), this.#abort.signal);
  }

  /** Reports that holders, connections, trust or settings have changed. */
  invalidate(): void {
    this.#renewer.invalidate();
  }

  /** Like `invalidate`, and checks immediately. */
  async pollNow(): Promise<void> {
    this.invalidate();
    await this.#runLogged(() => this.#renewer.poll(this.#abort.signal));
  }

  /** Retries failed renewals immediately, because new credentials are available. */
  retryFailed(): void {
    if (this.#failingDomains.size === 0) return;
    const isFailing = ({ domain }: RenewalTarget) => this.#failingDomains.has(domainKey(domain));
    void this.#runLogged(() => this.#renewer.renewNow(isFailing, this.#abort.signal));
  }

  /** Renews the token of `domain` immediately, because a repository has just responded with 401. */
  async renewRejected(domain: Domain, signal: AbortSignal): Promise<void> {
    const targets = await this.#findTargets(signal);
    const target = targets.find(it => domainKey(it.domain) === domainKey(domain));
    if (target?.held) await this.#renewer.replaceRefusedToken(target, target.held.hash, signal);
  }

  dispose(): void {
    this.#abort.abort();
    this.#healthChanged.dispose();
  }

  async #runLogged(work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) => {
      if (!isCancelled(error)) this.#logError(error);
    });
  }

  #logError(error: unknown): void {
    const { log } = this.#services;
    log.warn('Tokens could not be renewed:', isFailure(error) ? error.message : 'a bug');
  }

  #createPorts(share: TokenRenewerPorts['updateRenewals']): TokenRenewerPorts {
    return {
      window: this.#windowId,
      listTargets: signal => this.#findTargets(signal),
      fetchToken: (target, tokenSeconds, signal) => this.#fetch(target, tokenSeconds, signal),
      writeToken: (token, signal) => this.#services.holders.renew(token, signal),
      updateRenewals: share,
      notify: health => this.#notify(health),
      tokenSeconds: () => readExtensionSettings().tokenSeconds,
      now: () => Date.now(),
      monotonicNow: () => performance.now(),
      random: () => Math.random(),
      wait: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal, ref: false }),
    };
  }

  async #findTargets(signal: AbortSignal): Promise<readonly RenewalTarget[]> {
    const { connections, holders } = this.#services;
    const mayRun = vscode.workspace.isTrusted && readExtensionSettings().autoRefresh;
    if (!mayRun || (await connections.available()).length === 0) return [];
    const { locations } = await holders.find(signal);
    return await findRenewalTargets(connections, locations, this.#windowId);
  }

  async #fetch(
    { domain }: RenewalTarget,
    tokenSeconds: number,
    signal: AbortSignal,
  ): Promise<Token> {
    const { connections } = this.#services;
    const api = await connections.api(await connections.forDomain(domain), false);
    return await api.token(domain, tokenSeconds, signal);
  }

  #notify(health: TokenHealth): void {
    const key = domainKey(health.domain);
    const { log } = this.#services;
    if (health.failure) {
      this.#failingDomains.add(key);
      log.info(
        'Token not renewed:',
        health.domain.domain,
        health.failure.code,
        health.failure.message,
      );
    } else {
      this.#failingDomains.delete(key);
      log.debug('Token renewed:', health.domain.domain);
    }
    this.#healthChanged.fire(health);
  }
}
