import * as vscode from 'vscode';
import { type Domain, domainKey } from '../../core/coordinates';
import type { Token } from '../../core/token';
import { isSignedOut } from '../../tokens/ledger';
import { canSetTerminalVariable, terminalVariables } from '../../tokens/terminalVariables';
import type { Connections } from '../connections/connections';
import { readExtensionSettings } from '../common/extensionSettings';
import type { TerminalTokens } from './terminalTokens';
import { hasConnection } from './findConnectionId';
import type { TerminalDomainChoice } from './terminalDomainChoice';
import {
  type HolderScan,
  type TokenHolder,
  type HolderContext,
  type TokenLocation,
  terminalHolderId,
  type WritePlan,
} from './tokenHolder';

/** The environment of new terminals, if the user has turned on tokens in terminals. */
export class TerminalHolder implements TokenHolder {
  readonly #terminals: TerminalTokens;
  readonly #connections: Connections;
  readonly #domainChoice: TerminalDomainChoice;

  constructor(
    terminals: TerminalTokens,
    connections: Connections,
    domainChoice: TerminalDomainChoice,
  ) {
    this.#terminals = terminals;
    this.#connections = connections;
    this.#domainChoice = domainChoice;
  }

  async find({ ledger, trustedDomains }: HolderContext): Promise<HolderScan> {
    const tokens = new Map(this.#terminals.tokens.map(it => [it.name, it.token]));
    const variables = await this.#findVariables(trustedDomains);
    const locations = [...variables].map(([name, domain]): TokenLocation => {
      const location = {
        kind: 'terminal',
        domain,
        holder: terminalHolderId,
        server: name,
      } as const;
      const token = tokens.get(name);
      const isCurrent = token && domainKey(token.domain) === domainKey(domain);
      return {
        ...location,
        ...(isCurrent && { currentToken: token.secret }),
        autoRenewed: !isSignedOut(ledger, location),
        removable: token !== undefined,
      };
    });
    return { locations, trustedDomains: [], files: [] };
  }

  async plan(context: HolderContext): Promise<WritePlan> {
    const { locations } = await this.find(context);
    return {
      hasCandidates: locations.length > 0,
      domains: locations.map(({ domain }) => domain),
      locations,
      problems: [],
      write: tokens => {
        for (const token of tokens) this.#setTokens(locations, token);
        return Promise.resolve();
      },
    };
  }

  async renew(token: Token, context: HolderContext): Promise<void> {
    const { locations } = await this.find(context);
    this.#setTokens(
      locations.filter(({ autoRenewed }) => autoRenewed),
      token,
    );
  }

  remove(locations: readonly TokenLocation[]): Promise<void> {
    for (const { server } of locations) this.#terminals.remove(server);
    return Promise.resolve();
  }

  /**
   * Updates the variables: removes those that are no longer wanted, and copies tokens from files,
   * so that windows do not need their own requests. `expiresOf` returns when a token in a file
   * expires, if that is known. Returns the updated locations.
   */
  syncTerminals(
    locations: readonly TokenLocation[],
    findExpiry: (place: TokenLocation) => Date | undefined,
  ): readonly TokenLocation[] {
    const variables = locations.filter(
      ({ kind, autoRenewed }) => kind === 'terminal' && autoRenewed,
    );
    const names = new Set(variables.map(({ server }) => server));
    for (const { name } of this.#terminals.tokens)
      if (!names.has(name)) this.#terminals.remove(name);
    this.#terminals.removeExpired(Date.now());
    for (const { server, domain } of variables) {
      const source = locations
        .filter(it => it.kind !== 'terminal' && it.autoRenewed && isSameDomain(it.domain, domain))
        .find(it => it.currentToken && (findExpiry(it)?.getTime() ?? 0) > Date.now());
      const expires = source && findExpiry(source);
      if (source?.currentToken && expires)
        this.#terminals.set(server, { domain, secret: source.currentToken, expires });
    }
    const tokens = new Map(this.#terminals.tokens.map(it => [it.name, it.token.secret]));
    return locations.map((location): TokenLocation => {
      const secret = location.kind === 'terminal' ? tokens.get(location.server) : undefined;
      return secret ? { ...location, currentToken: secret, removable: true } : location;
    });
  }

  async #findVariables(domains: readonly Domain[]): Promise<ReadonlyMap<string, Domain>> {
    const requestedVariables = [...this.#terminals.requestedVariables];
    if (!vscode.workspace.isTrusted) return new Map();
    if (!readExtensionSettings().terminalToken) return new Map(requestedVariables);
    const chosen = this.#domainChoice.domain;
    const connected = await Promise.all(
      domains.map(async it => ((await hasConnection(this.#connections, it)) ? [it] : [])),
    );
    const all = [...new Map(connected.flat().map(it => [domainKey(it), it])).values()];
    const defaultDomain = chosen === undefined && all.length === 1 ? all[0] : (chosen ?? undefined);
    const isDefaultServed =
      defaultDomain && (await hasConnection(this.#connections, defaultDomain));
    const configuredVariables = [
      ...terminalVariables(all, isDefaultServed ? defaultDomain : undefined),
    ].filter(([name]) => canSetTerminalVariable(name, process.env));
    return new Map([...configuredVariables, ...requestedVariables]);
  }

  #setTokens(locations: readonly TokenLocation[], token: Token): void {
    for (const { server, domain } of locations)
      if (isSameDomain(domain, token.domain)) this.#terminals.set(server, token);
  }
}

function isSameDomain(one: Domain, other: Domain): boolean {
  return domainKey(one) === domainKey(other);
}
