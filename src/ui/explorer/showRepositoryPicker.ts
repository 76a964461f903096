import * as vscode from 'vscode';
import type { CodeArtifact, Page } from '../../core/codeArtifact';
import type { Connection } from '../../core/connection';
import { domainKey, type Domain } from '../../core/coordinates';
import { Failure, isFailure } from '../../core/failure';
import type { DomainNode, RepositoryNode } from './node';
import { withProgress } from '../common/progress';

/** Of a list: more than a domain's quota of repositories, on pages of the usual size. */
const maxPages = 20;

/** The connections whose repositories can be chosen. */
export interface RepositorySource {
  available(): Promise<readonly Connection[]>;
  api(connection: Connection): Promise<CodeArtifact>;
  /** The domains that the user added to a connection. */
  addedDomains(connection: Connection): readonly Domain[];
}

/** The services that listing the repositories takes. */
export interface RepositoryPickerServices {
  readonly log: vscode.LogOutputChannel;
  readonly connections: RepositorySource;
}

/** A repository to choose. */
export interface RepositoryQuickPickItem extends vscode.QuickPickItem {
  readonly node: RepositoryNode;
}

/** Asks for a repository of any connection. Throws `no-connection` when there is none to ask. */
export async function showRepositoryPicker(
  services: RepositoryPickerServices,
): Promise<RepositoryNode | undefined> {
  const choices = await withProgress(vscode.l10n.t('Asking for your repositories'), signal =>
    listRepositoryItems(services, signal),
  );
  const placeHolder = vscode.l10n.t('Choose a repository');
  const picked = await vscode.window.showQuickPick(choices, {
    placeHolder,
    matchOnDescription: true,
  });
  return picked?.node;
}

/** The repositories of every connection. Throws `no-connection` when there is none to ask. */
export async function listRepositoryItems(
  services: RepositoryPickerServices,
  signal: AbortSignal,
): Promise<RepositoryQuickPickItem[]> {
  return (await fetchAllRepositories(services, signal)).map(node => ({
    label: `$(repo) ${node.repository.repository}`,
    description: `${node.repository.domain} · ${node.repository.region}`,
    node,
  }));
}

/** What the tree shows first, and all that comes after it, within reason. */
async function fetchAllRepositories(
  { connections, log }: RepositoryPickerServices,
  signal: AbortSignal,
): Promise<RepositoryNode[]> {
  const available = await connections.available();
  if (available.length === 0) throw new Failure('no-connection', vscode.l10n.t('a repository'));
  const logFailure = (failure: Failure) => log.warn('repositories to choose from', failure.message);
  return await collectSuccessful(
    available.map(async connection => {
      const api = await connections.api(connection);
      const parent = { kind: 'connection', connection } as const;
      const domains = await fetchDomains(api, connections.addedDomains(connection), signal);
      return await collectSuccessful(
        domains.map(domain => fetchRepositories(api, { kind: 'domain', parent, domain }, signal)),
        logFailure,
      );
    }),
    logFailure,
  );
}

/** Those that the user named are there although the list may not be. */
async function fetchDomains(
  api: CodeArtifact,
  added: readonly Domain[],
  signal: AbortSignal,
): Promise<readonly Domain[]> {
  const listed = await fetchAllPages(next => api.domains(next, signal)).catch((error: unknown) => {
    if (added.length > 0 && isFailure(error)) return [];
    throw error;
  });
  return [...new Map([...added, ...listed].map(it => [domainKey(it), it])).values()];
}

async function fetchRepositories(
  api: CodeArtifact,
  parent: DomainNode,
  signal: AbortSignal,
): Promise<RepositoryNode[]> {
  const found = await fetchAllPages(next => api.repositories(parent.domain, next, signal));
  return found.map(repository => ({ kind: 'repository', parent, repository }));
}

async function fetchAllPages<T>(
  fetchPage: (next?: string) => Promise<Page<T>>,
): Promise<readonly T[]> {
  const found: T[] = [];
  let next: string | undefined;
  for (let pages = 0; pages < maxPages; pages++) {
    const page = await fetchPage(next);
    found.push(...page.items);
    next = page.next;
    if (next === undefined) break;
  }
  return found;
}

/** One that may not be listed keeps nobody from the others; it is thrown when nothing else is there. */
async function collectSuccessful<T>(
  requests: readonly Promise<readonly T[]>[],
  onFailure: (failure: Failure) => void,
): Promise<T[]> {
  const failures: Failure[] = [];
  const found = await Promise.all(
    requests.map(request =>
      request.catch((error: unknown) => {
        if (!isFailure(error)) throw error;
        failures.push(error);
        return [];
      }),
    ),
  );
  const all = found.flat();
  if (all.length === 0 && failures[0]) throw failures[0];
  for (const failure of failures) onFailure(failure);
  return all;
}
