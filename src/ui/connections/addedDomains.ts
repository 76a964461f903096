import type * as vscode from 'vscode';
import { connectionId, type Connection } from '../../core/connection';
import { domainKey, patterns, type Domain } from '../../core/coordinates';
import { realmOf } from './endpointSettings';

/** A domain of a connection's region, as it is kept between sessions. */
interface Named {
  readonly owner: string;
  readonly domain: string;
}

const key = 'addedDomains';

/** Domains that the user named, because the connection may not list them: by connection. */
export class AddedDomains {
  readonly #memento: vscode.Memento;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  /** The domains of `connection`, in the order of adding. */
  of(connection: Connection): Domain[] {
    const realm = realmOf(connection);
    const { region } = connection;
    return this.#named(connectionId(connection)).map(({ owner, domain }) => {
      return { realm, region, owner, domain };
    });
  }

  /** Whether `connection` was given `domain`. */
  has(connection: Connection, domain: Domain): boolean {
    return this.of(connection).some(it => domainKey(it) === domainKey(domain));
  }

  /** Keeps `named`; one that is kept already stays where it is. */
  async add(connection: Connection, named: Named): Promise<void> {
    const id = connectionId(connection);
    await this.#keep(id, [...this.#named(id).filter(it => !same(it, named)), named]);
  }

  /** Forgets it again. */
  async remove(connection: Connection, named: Named): Promise<void> {
    const id = connectionId(connection);
    await this.#keep(
      id,
      this.#named(id).filter(it => !same(it, named)),
    );
  }

  /** Forgets all of a connection that is no more. */
  async forget(id: string): Promise<void> {
    await this.#keep(id, []);
  }

  #named(id: string): Named[] {
    const value: unknown = this.#all()[id];
    return Array.isArray(value) ? value.filter(isNamed) : [];
  }

  #all(): Readonly<Record<string, unknown>> {
    const value = this.#memento.get<unknown>(key);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  }

  async #keep(id: string, named: readonly Named[]): Promise<void> {
    const others = Object.entries(this.#all()).filter(([other]) => other !== id);
    const mine: [string, unknown][] = named.length > 0 ? [[id, named.map(only)]] : [];
    await this.#memento.update(key, Object.fromEntries([...others, ...mine]));
  }
}

const only = ({ owner, domain }: Named): Named => ({ owner, domain });

const same = (a: Named, b: Named): boolean => a.owner === b.owner && a.domain === b.domain;

function isNamed(value: unknown): value is Named {
  const { owner, domain } = (value ?? {}) as Partial<Record<string, unknown>>;
  return (
    typeof owner === 'string' &&
    patterns.account.test(owner) &&
    typeof domain === 'string' &&
    patterns.domain.test(domain)
  );
}
