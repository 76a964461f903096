import { isDeepStrictEqual } from 'node:util';
import type * as vscode from 'vscode';
import { type Connection, connectionId } from '../../core/connection';
import { isJsonObject } from '../../shared/json';

/** What is stored of a connection: names, never credentials. */
export type StoredConnection =
  | { readonly kind: 'profile'; readonly profile: string; readonly region: string }
  | { readonly kind: 'default'; readonly region: string }
  | { readonly kind: 'sandbox'; readonly user?: string };

const key = 'connections';

/** Stores the user's connections, in the order in which they were added. */
export class ConnectionStore {
  readonly #memento: vscode.Memento;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  all(): StoredConnection[] {
    const value = this.#memento.get<unknown>(key);
    return Array.isArray(value) ? value.filter(isStoredConnection) : [];
  }

  /**
   * Adds a connection or replaces the one with the same id. A sandbox is used as one user at a
   * time.
   */
  async add(connection: Connection): Promise<void> {
    const added = toStoredConnection(connection);
    const before = this.all();
    const index = before.findIndex(it => storedConnectionId(it) === storedConnectionId(added));
    const after = index < 0 ? [...before, added] : before.with(index, added);
    if (!isDeepStrictEqual(before, after)) await this.#memento.update(key, after);
  }

  /** Removes the connection with this id. */
  async remove(id: string): Promise<void> {
    const rest = this.all().filter(it => storedConnectionId(it) !== id);
    await this.#memento.update(key, rest);
  }
}

function toStoredConnection(connection: Connection): StoredConnection {
  switch (connection.kind) {
    case 'profile':
      return { kind: 'profile', profile: connection.profile, region: connection.region };
    case 'default':
      return { kind: 'default', region: connection.region };
    case 'sandbox':
      return { kind: 'sandbox', ...(connection.user !== undefined && { user: connection.user }) };
  }
}

function storedConnectionId(connection: StoredConnection): string {
  return connection.kind === 'sandbox' ? 'sandbox' : connectionId(connection);
}

function isStoredConnection(value: unknown): value is StoredConnection {
  if (!isJsonObject(value)) return false;
  const { kind, profile, region, user } = value;
  if (kind === 'sandbox') return user === undefined || typeof user === 'string';
  if (typeof region !== 'string') return false;
  return kind === 'default' || (kind === 'profile' && typeof profile === 'string');
}
