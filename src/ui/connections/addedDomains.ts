import type * as vscode from 'vscode';
import { connectionId, type Connection } from '../../core/connection';
import { domainKey, patterns, type Domain } from '../../core/coordinates';
import { realmOf } from './endpointSettings';
import { asJsonObject } from '../../shared/json';

/** A domain of a connection's region, as it is kept between sessions. */
interface DomainReference {
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
  list(connection: Connection): Domain[] {
    const realm = realmOf(connection);
    const { region } = connection;
    return this.#read(connectionId(connection)).map(({ owner, domain }) => {
      return { realm, region, owner, domain };
    });
  }

  /** Whether `connection` was given `domain`. */
  has(connection: Connection, domain: Domain): boolean {
    return this.list(connection).some(it => domainKey(it) === domainKey(domain));
  }

  /** Keeps `named`; one that is kept already stays where it is. */
  async add(connection: Connection, domain: DomainReference): Promise<void> {
    const id = connectionId(connection);
    await this.#save(id, [...this.#read(id).filter(it => !isSameDomain(it, domain)), domain]);
  }

  /** Forgets it again. */
  async remove(connection: Connection, domain: DomainReference): Promise<void> {
    const id = connectionId(connection);
    await this.#save(
      id,
      this.#read(id).filter(it => !isSameDomain(it, domain)),
    );
  }

  /** Forgets all of a connection that is no more. */
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
