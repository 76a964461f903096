import * as vscode from 'vscode';
import type { CodeArtifact, RepositoryDetails, VersionDetails } from '../../core/codeArtifact';
import { visibleText } from '../../shared/visibleText';
import { identityLines } from './connectionPresentation';
import type { Node } from './node';

/** The tooltip of `node`. It is plain text, because names are untrusted. */
export async function resolveTooltip(
  api: () => Promise<CodeArtifact>,
  node: Node,
  signal: AbortSignal,
): Promise<string | undefined> {
  switch (node.kind) {
    case 'connection':
      return joinLines(identityLines(await (await api()).identity(signal)));
    case 'repository':
      return repositoryTooltip(await (await api()).repository(node.repository, signal));
    case 'version':
      return versionTooltip(await (await api()).version(node.version, signal));
    default:
      return undefined;
  }
}

function repositoryTooltip(details: RepositoryDetails): string {
  return joinLines([
    vscode.l10n.t('Repository {0} in domain {1}', details.repository, details.domain),
    details.description,
    details.upstreams.length > 0 && vscode.l10n.t('Upstream: {0}', details.upstreams.join(' → ')),
    details.externalConnections.length > 0 &&
      vscode.l10n.t('Connected to {0}', details.externalConnections.join(', ')),
  ]);
}

function versionTooltip(details: VersionDetails): string {
  return joinLines([
    vscode.l10n.t('{0} {1}', details.package, details.version),
    details.summary,
    vscode.l10n.t('Status: {0}', details.status),
    details.published && vscode.l10n.t('Published: {0}', details.published.toLocaleString()),
    details.origin === 'INTERNAL' &&
      vscode.l10n.t('Origin: published to {0}', details.entryPoint ?? details.repository),
    details.origin === 'EXTERNAL' &&
      vscode.l10n.t('Origin: fetched through {0}', details.entryPoint ?? 'an external connection'),
    details.licenses.length > 0 && vscode.l10n.t('License: {0}', details.licenses.join(', ')),
    details.revision !== undefined && vscode.l10n.t('Revision: {0}', details.revision),
  ]);
}

function joinLines(parts: readonly (string | undefined | false)[]): string {
  return parts
    .filter(part => typeof part === 'string' && part !== '')
    .map(part => visibleText(String(part)))
    .join('\n');
}
