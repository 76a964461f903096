import * as vscode from 'vscode';
import type { CodeArtifact, RepositoryDetails, VersionDetails } from '../../core/codeArtifact';
import { visibleText } from '../../shared/visibleText';
import { identityLines } from './connectionLooks';
import type { Node } from './node';

/** What is worth knowing of `node` when the mouse rests on it; plain text, since names are strangers'. */
export async function resolveTooltip(
  api: () => Promise<CodeArtifact>,
  node: Node,
  signal: AbortSignal,
): Promise<string | undefined> {
  switch (node.kind) {
    case 'connection':
      return lines(identityLines(await (await api()).identity(signal)));
    case 'repository':
      return repositoryLines(await (await api()).repository(node.repository, signal));
    case 'version':
      return versionLines(await (await api()).version(node.version, signal));
    default:
      return undefined;
  }
}

function repositoryLines(it: RepositoryDetails): string {
  return lines([
    vscode.l10n.t('Repository {0} in domain {1}', it.repository, it.domain),
    it.description,
    it.upstreams.length > 0 && vscode.l10n.t('Upstream: {0}', it.upstreams.join(' → ')),
    it.externalConnections.length > 0 &&
      vscode.l10n.t('Connected to {0}', it.externalConnections.join(', ')),
  ]);
}

function versionLines(it: VersionDetails): string {
  return lines([
    vscode.l10n.t('{0} {1}', it.package, it.version),
    it.summary,
    vscode.l10n.t('Status: {0}', it.status),
    it.published && vscode.l10n.t('Published: {0}', it.published.toLocaleString()),
    it.origin === 'INTERNAL' &&
      vscode.l10n.t('Origin: published to {0}', it.entryPoint ?? it.repository),
    it.origin === 'EXTERNAL' &&
      vscode.l10n.t('Origin: came through {0}', it.entryPoint ?? 'an external connection'),
    it.licenses.length > 0 && vscode.l10n.t('License: {0}', it.licenses.join(', ')),
    it.revision !== undefined && vscode.l10n.t('Revision: {0}', it.revision),
  ]);
}

function lines(parts: readonly (string | undefined | false)[]): string {
  return parts
    .filter(part => typeof part === 'string' && part !== '')
    .map(part => visibleText(String(part)))
    .join('\n');
}
