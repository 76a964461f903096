import type * as vscode from 'vscode';
import { connectionId, type Connection } from '../../core/connection';
import { domainKey, patterns, type Domain } from '../../core/coordinates';
import { realmOf } from './endpointSettings';
import { asJsonObject } from '../../shared/json';

/** A domain in the region of a connection, as it is stored. */
interface DomainReference {
  readonly owner: string;
  readonly domain: string;
}

const key = 'addedDomains';

/** The domains that the user added by name, per connection. */
export class AddedDomains {
  readonly #memento: vscode.Memento;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  /** The domains of `connection`, in the order in which they were added. */
  list(connection: Connection): Domain[] {
    const realm = realmOf(connection);
    const { region } = connection;
    return this.#read(connectionId(connection)).map(({ owner, domain }) => {
      return { realm, region, owner, domain };
    });
  }

  /** Whether the user added `domain` to `connection`. */
  has(connection: Connection, domain: Domain): boolean {
    return this.list(connection).some(it => domainKey(it) === domainKey(domain));
  }

  /** Adds `domain`. A domain that is already there keeps its place. */
  async add(connection: Connection, domain: DomainReference): Promise<void> {
    const id = connectionId(connection);
    await this.#save(id, [...this.#read(id).filter(it => !isSameDomain(it, domain)), domain]);
  }

  /** Removes a domain. */
  async remove(connection: Connection, domain: DomainReference): Promise<void> {
    const id = connectionId(connection);
    await this.#save(
      id,
      this.#read(id).filter(it => !isSameDomain(it, domain)),
    );
  }

  /** Removes all domains of a connection that was removed. */
  async removeConnection(id: string): Promise<void> {
    await this.#save(id, []);
  }

  #read(id: string): DomainReference[] {
    const value: unknown = this.#readAll()[id];
    return Array.isArray(value) ? value.filter(isDomainReference) : [];
  }

  #readAll(): Readonly<Record<string, unknown>> {
    const value = this.#memento.get<unknown>(key);
    return asJsonObject(value);
  }

  async #save(id: string, domains: readonly DomainReference[]): Promise<void> {
    const others = Object.entries(this.#readAll()).filter(([other]) => other !== id);
    const updated: [string, unknown][] =
      domains.length > 0 ? [[id, domains.map(toDomainReference)]] : [];
    await this.#memento.update(key, Object.fromEntries([...others, ...updated]));
  }
}

const toDomainReference = ({ owner, domain }: DomainReference): DomainReference => ({
  owner,
  domain,
});

const isSameDomain = (a: DomainReference, b: DomainReference): boolean =>
  a.owner === b.owner && a.domain === b.domain;

function isDomainReference(value: unknown): value is DomainReference {
  const { owner, domain } = asJsonObject(value);
  return (
    typeof owner === 'string' &&
    patterns.account.test(owner) &&
    typeof domain === 'string' &&
    patterns.domain.test(domain)
  );
}
