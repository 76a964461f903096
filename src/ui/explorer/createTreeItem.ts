import * as vscode from 'vscode';
import type { VersionSummary } from '../../core/codeArtifact';
import { visibleText } from '../../shared/visibleText';
import { advise } from '../errors/advice';
import { isArchiveName } from '../../core/isArchiveName';
import { formatByteSize } from '../common/formatByteSize';
import type { ConnectionStatus } from './connectionStatusTracker';
import {
  connectionPresentation,
  type NodePresentation,
  themeIcon as icon,
} from './connectionPresentation';
import { type Node, nodeId } from './node';

/** The tree item of `node`. `status` is the state of a connection. */
export function createTreeItem(node: Node, status: ConnectionStatus = {}): vscode.TreeItem {
  const { label, icon, collapsible, ...rest } = nodePresentation(node, status);
  const item = new vscode.TreeItem(
    visibleText(label),
    collapsible ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
  );
  item.id = nodeId(node);
  item.iconPath = icon;
  item.contextValue = rest.contextValue ?? node.kind;
  if (rest.description !== undefined) item.description = visibleText(rest.description);
  if (rest.tooltip !== undefined) item.tooltip = visibleText(rest.tooltip, 2000);
  if (rest.accessibilityLabel !== undefined)
    item.accessibilityInformation = { label: visibleText(rest.accessibilityLabel) };
  if (rest.command) item.command = rest.command;
  return item;
}

function nodePresentation(node: Node, status: ConnectionStatus): NodePresentation {
  switch (node.kind) {
    case 'connection':
      return connectionPresentation(node.connection, status);
    case 'stoppedSandbox':
      return {
        label: vscode.l10n.t('Sandbox'),
        icon: icon('beaker'),
        description: vscode.l10n.t('stopped'),
        tooltip: vscode.l10n.t('The sandbox is not running. Start it to continue.'),
        contextValue: 'connection.stoppedSandbox',
      };
    case 'domain':
      return {
        label: node.domain.domain,
        icon: icon('organization'),
        collapsible: true,
        description: node.domain.owner,
        ...(node.added && { contextValue: 'domain.added' }),
        tooltip: vscode.l10n.t(
          'Domain {0} of account {1} in {2}',
          node.domain.domain,
          node.domain.owner,
          node.domain.region,
        ),
      };
    case 'repository':
      return {
        label: node.repository.repository,
        icon: icon('repo'),
        collapsible: true,
        ...(node.repository.description ? { description: node.repository.description } : {}),
      };
    case 'group':
      return {
        label: node.namespace ?? node.format,
        icon: icon('symbol-namespace'),
        collapsible: true,
        contextValue: `group.${node.format}`,
        ...(node.format === 'maven' || node.namespace === undefined
          ? {}
          : { description: node.format }),
      };
    case 'package':
      return {
        label: node.package.package,
        icon: icon('package'),
        collapsible: true,
        contextValue: `package.${node.package.format}`,
      };
    case 'version':
      return versionPresentation(node.version);
    case 'asset':
      return assetPresentation(node);
    case 'more':
      return {
        label: vscode.l10n.t('Load more…'),
        icon: icon('ellipsis'),
        command: { title: '', command: 'codeartifact.loadMore', arguments: [node] },
      };
    case 'empty':
      return { label: emptyText(node.parent.kind), icon: icon('info') };
    case 'failed':
      return failedPresentation(node);
  }
}

function versionPresentation({
  version,
  status,
  origin,
  format,
}: VersionSummary): NodePresentation {
  const where = origin === 'INTERNAL' ? vscode.l10n.t('published here') : undefined;
  const what = status === 'Published' ? where : status;
  return {
    label: version,
    icon: status === 'Published' ? icon('tag') : icon('circle-slash'),
    collapsible: true,
    contextValue: `version.${format}${status === 'Unfinished' ? '.unfinished' : ''}`,
    ...(what === undefined ? {} : { description: what, accessibilityLabel: `${version}, ${what}` }),
  };
}

function assetPresentation({ asset, parent }: Extract<Node, { kind: 'asset' }>): NodePresentation {
  const sha256 = asset.hashes['SHA-256'];
  return {
    label: asset.name,
    icon: icon('file'),
    contextValue: `asset.${parent.version.format}${isArchiveName(asset.name) ? '.archive' : ''}`,
    ...(asset.sizeBytes === undefined ? {} : { description: formatByteSize(asset.sizeBytes) }),
    ...(sha256 === undefined ? {} : { tooltip: `${asset.name}\nSHA-256 ${sha256}` }),
  };
}

function failedPresentation(node: Extract<Node, { kind: 'failed' }>): NodePresentation {
  const { message, button } = advise(node.failure);
  const details = node.failure.details.message ?? node.failure.details.reason;
  return {
    label: message,
    icon: icon('error', 'list.errorForeground'),
    contextValue: failedContextValue(node, button?.command),
    tooltip: details === undefined ? message : `${message}\n\n${details}`,
    accessibilityLabel: vscode.l10n.t('Error: {0}', message),
    command: { title: '', command: 'codeartifact.retry', arguments: [node] },
  };
}

/**
 * `failed.signIn`, `failed.fixable` or `failed.plain`, with `.domains` if a domain can be added by
 * name instead.
 */
function failedContextValue(
  { parent, failure }: Extract<Node, { kind: 'failed' }>,
  command: string | undefined,
): string {
  const signsIn = command === 'codeartifact.signIn';
  const fix = signsIn ? 'signIn' : command === undefined ? 'plain' : 'fixable';
  const unlisted = parent.kind === 'connection' && failure.code === 'access-denied';
  return `failed.${fix}${unlisted ? '.domains' : ''}`;
}

function emptyText(parent: Node['kind']): string {
  switch (parent) {
    case 'connection':
      return vscode.l10n.t('No domains yet');
    case 'domain':
      return vscode.l10n.t('No repositories yet');
    case 'package':
      return vscode.l10n.t('No versions');
    case 'version':
      return vscode.l10n.t('No assets');
    default:
      return vscode.l10n.t('No packages yet. They appear after the first build.');
  }
}
