import { isDeepStrictEqual } from 'node:util';
import type * as vscode from 'vscode';
import { type Connection, connectionId } from '../../core/connection';

/** What is kept of a connection between sessions: names, never credentials. */
export type Remembered =
  | { readonly kind: 'profile'; readonly profile: string; readonly region: string }
  | { readonly kind: 'default'; readonly region: string }
  | { readonly kind: 'sandbox'; readonly user?: string };

const key = 'connections';

/** The connections that the user made, kept over sessions, in the order in which they were made. */
export class RememberedConnections {
  readonly #memento: vscode.Memento;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  all(): Remembered[] {
    const value = this.#memento.get<unknown>(key);
    return Array.isArray(value) ? value.filter(isRemembered) : [];
  }

  /** Adds a connection, or takes the place of the equal one: a sandbox is used as one user at a time. */
  async add(connection: Connection): Promise<void> {
    const added = remember(connection);
    const before = this.all();
    const at = before.findIndex(it => rememberedId(it) === rememberedId(added));
    const after = at < 0 ? [...before, added] : before.with(at, added);
    if (!isDeepStrictEqual(before, after)) await this.#memento.update(key, after);
  }

  /** Forgets the connection of that id. */
  async remove(id: string): Promise<void> {
    const rest = this.all().filter(it => rememberedId(it) !== id);
    await this.#memento.update(key, rest);
  }
}

function remember(connection: Connection): Remembered {
  switch (connection.kind) {
    case 'profile':
      return { kind: 'profile', profile: connection.profile, region: connection.region };
    case 'default':
      return { kind: 'default', region: connection.region };
    case 'sandbox':
      return { kind: 'sandbox', ...(connection.user !== undefined && { user: connection.user }) };
  }
}

function rememberedId(it: Remembered): string {
  return it.kind === 'sandbox' ? 'sandbox' : connectionId(it);
}

function isRemembered(value: unknown): value is Remembered {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  const { kind, profile, region, user } = value as Partial<Record<string, unknown>>;
  if (kind === 'sandbox') return user === undefined || typeof user === 'string';
  if (typeof region !== 'string') return false;
  return kind === 'default' || (kind === 'profile' && typeof profile === 'string');
}
