import * as vscode from 'vscode';
import { type Domain, domainKey } from '../../core/coordinates';
import type { Token } from '../../core/token';
import { isSignedOut } from '../../tokens/ledger';
import { terminalVariables } from '../../tokens/terminalVariables';
import type { Connections } from '../connections/connections';
import { readSettings } from '../common/settings';
import { TerminalTokens } from './terminalTokens';
import { isServed } from './servingConnection';
import type { TerminalChoice } from './terminalChoice';
import {
  type Found,
  type HolderKind,
  type Known,
  type Place,
  terminalsHolder,
  type WritePlan,
} from './holder';

/** The environment of new terminals, where the user asked for tokens in it. */
export class TerminalHolder implements HolderKind {
  readonly #terminals: TerminalTokens;
  readonly #connections: Connections;
  readonly #choice: TerminalChoice;

  constructor(terminals: TerminalTokens, connections: Connections, choice: TerminalChoice) {
    this.#terminals = terminals;
    this.#connections = connections;
    this.#choice = choice;
  }

  async find({ ledger, domains }: Known): Promise<Found> {
    const held = new Map(this.#terminals.held.map(it => [it.name, it.token]));
    const variables = await this.#variables(domains);
    const places = [...variables].map(([name, domain]): Place => {
      const place = { kind: 'terminal', domain, holder: terminalsHolder, server: name } as const;
      const token = held.get(name);
      const isCurrent = token && domainKey(token.domain) === domainKey(domain);
      return {
        ...place,
        ...(isCurrent && { held: token.secret }),
        renewed: !isSignedOut(ledger, place),
        removable: token !== undefined,
      };
    });
    return { places, domains: [], files: [] };
  }

  async plan(known: Known): Promise<WritePlan> {
    const { places } = await this.find(known);
    return {
      found: places.length > 0,
      domains: places.map(({ domain }) => domain),
      places,
      problems: [],
      write: tokens => {
        for (const token of tokens) this.#set(places, token);
        return Promise.resolve();
      },
    };
  }

  async renew(token: Token, known: Known): Promise<void> {
    const { places } = await this.find(known);
    this.#set(
      places.filter(({ renewed }) => renewed),
      token,
    );
  }

  remove(places: readonly Place[]): Promise<void> {
    for (const { server } of places) this.#terminals.drop(server);
    return Promise.resolve();
  }

  /**
   * Brings the variables in line with `places`: what nobody wants any more goes, and what a file
   * holds is taken over, so that windows need no request of their own. `expiresOf` tells how long a
   * token in a file lives, where that is known. Returns `places` as they are then.
   */
  follow(
    places: readonly Place[],
    expiresOf: (place: Place) => Date | undefined,
  ): readonly Place[] {
    const variables = places.filter(({ kind, renewed }) => kind === 'terminal' && renewed);
    const names = new Set(variables.map(({ server }) => server));
    for (const { name } of this.#terminals.held) if (!names.has(name)) this.#terminals.drop(name);
    this.#terminals.dropExpired(Date.now());
    for (const { server, domain } of variables) {
      const source = places
        .filter(it => it.kind !== 'terminal' && it.renewed && isSame(it.domain, domain))
        .find(it => it.held && (expiresOf(it)?.getTime() ?? 0) > Date.now());
      const expires = source && expiresOf(source);
      if (source?.held && expires)
        this.#terminals.set(server, { domain, secret: source.held, expires });
    }
    const held = new Map(this.#terminals.held.map(it => [it.name, it.token.secret]));
    return places.map((place): Place => {
      const secret = place.kind === 'terminal' ? held.get(place.server) : undefined;
      return secret ? { ...place, held: secret, removable: true } : place;
    });
  }

  async #variables(domains: readonly Domain[]): Promise<ReadonlyMap<string, Domain>> {
    const wishes = [...this.#terminals.wishes];
    if (!vscode.workspace.isTrusted) return new Map();
    if (!readSettings().terminalToken) return new Map(wishes);
    const chosen = this.#choice.domain;
    const served = await Promise.all(
      domains.map(async it => ((await isServed(this.#connections, it)) ? [it] : [])),
    );
    const all = [...new Map(served.flat().map(it => [domainKey(it), it])).values()];
    const plain = chosen === undefined && all.length === 1 ? all[0] : (chosen ?? undefined);
    const isPlainServed = plain && (await isServed(this.#connections, plain));
    const asked = [...terminalVariables(all, isPlainServed ? plain : undefined)].filter(([name]) =>
      TerminalTokens.maySet(name, process.env),
    );
    return new Map([...asked, ...wishes]);
  }

  #set(places: readonly Place[], token: Token): void {
    for (const { server, domain } of places)
      if (isSame(domain, token.domain)) this.#terminals.set(server, token);
  }
}

function isSame(one: Domain, other: Domain): boolean {
  return domainKey(one) === domainKey(other);
}
