import type * as vscode from 'vscode';
import type { Domain } from '../../core/coordinates';
import { asJsonObject } from '../../shared/json';

const key = 'terminalDomain';

/** The domain whose token this workspace uses as `CODEARTIFACT_AUTH_TOKEN`. */
export class TerminalDomainChoice {
  readonly #workspaceState: vscode.Memento;

  constructor(workspaceState: vscode.Memento) {
    this.#workspaceState = workspaceState;
  }

  /** Null if the user chose none, undefined if the user has not chosen yet. */
  get domain(): Domain | null | undefined {
    const value = this.#workspaceState.get<unknown>(key);
    return isDomain(value) || value === null ? value : undefined;
  }

  /** Stores the choice. */
  async choose(domain: Domain | null): Promise<void> {
    await this.#workspaceState.update(key, domain);
  }
}

function isDomain(value: unknown): value is Domain {
  const { realm, region, owner, domain } = asJsonObject(value);
  return [realm, region, owner, domain].every(it => typeof it === 'string');
}
