import * as vscode from 'vscode';
import type { CodeArtifact, Page } from '../../core/codeArtifact';
import { domainKey, type Domain } from '../../core/coordinates';
import { Failure, isFailure } from '../../core/failure';
import type { DomainNode, RepositoryNode } from '../explorer/node';
import { withProgress } from './progress';
import type { Services } from './services';

/** Of a list: more than a domain's quota of repositories, on pages of the usual size. */
const mostPages = 20;

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

/** What the tree shows first, and all that comes after it, within reason. */
async function repositories(
  { connections, log }: Services,
  signal: AbortSignal,
): Promise<RepositoryNode[]> {
  const available = await connections.available();
  if (available.length === 0) throw new Failure('no-connection', vscode.l10n.t('a repository'));
  const told = (failure: Failure) => log.warn('repositories to choose from', failure.message);
  return await whatAnswers(
    available.map(async connection => {
      const api = await connections.api(connection);
      const parent = { kind: 'connection', connection } as const;
      const domains = await domainsOf(api, connections.added(connection), signal);
      return await whatAnswers(
        domains.map(domain => repositoriesOf(api, { kind: 'domain', parent, domain }, signal)),
        told,
      );
    }),
    told,
  );
}

/** Those that the user named are there although the list may not be. */
async function domainsOf(
  api: CodeArtifact,
  added: readonly Domain[],
  signal: AbortSignal,
): Promise<readonly Domain[]> {
  const listed = await allPages(next => api.domains(next, signal)).catch((error: unknown) => {
    if (added.length > 0 && isFailure(error)) return [];
    throw error;
  });
  return [...new Map([...added, ...listed].map(it => [domainKey(it), it])).values()];
}

async function repositoriesOf(
  api: CodeArtifact,
  parent: DomainNode,
  signal: AbortSignal,
): Promise<RepositoryNode[]> {
  const found = await allPages(next => api.repositories(parent.domain, next, signal));
  return found.map(repository => ({ kind: 'repository', parent, repository }));
}

async function allPages<T>(ask: (next?: string) => Promise<Page<T>>): Promise<readonly T[]> {
  const found: T[] = [];
  let next: string | undefined;
  for (let pages = 0; pages < mostPages; pages++) {
    const page = await ask(next);
    found.push(...page.items);
    next = page.next;
    if (next === undefined) break;
  }
  return found;
}

/** One that may not be listed keeps nobody from the others; it is thrown when nothing else is there. */
async function whatAnswers<T>(
  asked: readonly Promise<readonly T[]>[],
  told: (failure: Failure) => void,
): Promise<T[]> {
  const failures: Failure[] = [];
  const found = await Promise.all(
    asked.map(it =>
      it.catch((error: unknown) => {
        if (!isFailure(error)) throw error;
        failures.push(error);
        return [];
      }),
    ),
  );
  const all = found.flat();
  if (all.length === 0 && failures[0]) throw failures[0];
  for (const failure of failures) told(failure);
  return all;
}
