import * as vscode from 'vscode';
import { Failure } from '../../model/failure';
import type { DomainNode, RepositoryNode } from '../explorer/node';
import { withProgress } from '../progress';
import type { Services } from '../services';

/** A repository to choose. */
export interface RepositoryChoice extends vscode.QuickPickItem {
  readonly node: RepositoryNode;
}

/** Asks for a repository of any connection. Throws `no-connection` when there is none to ask. */
export async function pickRepository(services: Services): Promise<RepositoryNode | undefined> {
  const choices = await withProgress(vscode.l10n.t('Asking for your repositories'), signal =>
    repositoryChoices(services, signal),
  );
  const placeHolder = vscode.l10n.t('Choose a repository');
  const picked = await vscode.window.showQuickPick(choices, {
    placeHolder,
    matchOnDescription: true,
  });
  return picked?.node;
}

/** The repositories of every connection. Throws `no-connection` when there is none to ask. */
export async function repositoryChoices(
  services: Services,
  signal: AbortSignal,
): Promise<RepositoryChoice[]> {
  return (await repositories(services, signal)).map(node => ({
    label: `$(repo) ${node.repository.repository}`,
    description: `${node.repository.domain} · ${node.repository.region}`,
    node,
  }));
}

/** The first page of each list: enough to pick from, and what the tree shows first. */
async function repositories(
  { connections }: Services,
  signal: AbortSignal,
): Promise<RepositoryNode[]> {
  const available = await connections.available();
  if (available.length === 0) throw new Failure('no-connection', vscode.l10n.t('a repository'));
  const perConnection = await Promise.all(
    available.map(async connection => {
      const api = await connections.api(connection);
      const domains = await api.domains(undefined, signal);
      const lists = await Promise.all(
        domains.items.map(async domain => {
          const parent: DomainNode = {
            kind: 'domain',
            parent: { kind: 'connection', connection },
            domain,
          };
          const page = await api.repositories(domain, undefined, signal);
          return page.items.map((repository): RepositoryNode => ({
            kind: 'repository',
            parent,
            repository,
          }));
        }),
      );
      return lists.flat();
    }),
  );
  return perConnection.flat();
}
