import * as vscode from 'vscode';
import type { VersionSummary } from '../../core/codeArtifact';
import { visibleText } from '../../shared/visibleText';
import { advise } from '../errors/advice';
import { isArchiveName } from '../../core/archiveName';
import { byteSize } from '../common/byteSize';
import type { ConnectionState } from './connectionHealth';
import { connectionLooks, type Looks, themeIcon as icon } from './connectionLooks';
import { type Node, nodeId } from './node';

/** How `node` looks, and a connection in its present state. */
export function treeItem(node: Node, state: ConnectionState = {}): vscode.TreeItem {
  const { label, icon, open, ...rest } = looks(node, state);
  const item = new vscode.TreeItem(
    visibleText(label),
    open ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
  );
  item.id = nodeId(node);
  item.iconPath = icon;
  item.contextValue = rest.context ?? node.kind;
  if (rest.description !== undefined) item.description = visibleText(rest.description);
  if (rest.tooltip !== undefined) item.tooltip = visibleText(rest.tooltip, 2000);
  if (rest.spoken !== undefined)
    item.accessibilityInformation = { label: visibleText(rest.spoken) };
  if (rest.command) item.command = rest.command;
  return item;
}

function looks(node: Node, state: ConnectionState): Looks {
  switch (node.kind) {
    case 'connection':
      return connectionLooks(node.connection, state);
    case 'stoppedSandbox':
      return {
        label: vscode.l10n.t('Sandbox'),
        icon: icon('beaker'),
        description: vscode.l10n.t('stopped'),
        tooltip: vscode.l10n.t('The sandbox does not run. Start it to go on trying.'),
        context: 'connection.stoppedSandbox',
      };
    case 'domain':
      return {
        label: node.domain.domain,
        icon: icon('organization'),
        open: true,
        description: node.domain.owner,
        ...(node.added && { context: 'domain.added' }),
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
        open: true,
        ...(node.repository.description ? { description: node.repository.description } : {}),
      };
    case 'group':
      return {
        label: node.namespace ?? node.format,
        icon: icon('symbol-namespace'),
        open: true,
        context: `group.${node.format}`,
        ...(node.format === 'maven' || node.namespace === undefined
          ? {}
          : { description: node.format }),
      };
    case 'package':
      return {
        label: node.package.package,
        icon: icon('package'),
        open: true,
        context: `package.${node.package.format}`,
      };
    case 'version':
      return versionLooks(node.version);
    case 'asset':
      return assetLooks(node);
    case 'more':
      return {
        label: vscode.l10n.t('Load more…'),
        icon: icon('ellipsis'),
        command: { title: '', command: 'codeartifact.loadMore', arguments: [node] },
      };
    case 'empty':
      return { label: emptyText(node.parent.kind), icon: icon('info') };
    case 'failed':
      return failedLooks(node);
  }
}

function versionLooks({ version, status, origin, format }: VersionSummary): Looks {
  const where = origin === 'INTERNAL' ? vscode.l10n.t('published here') : undefined;
  const what = status === 'Published' ? where : status;
  return {
    label: version,
    icon: status === 'Published' ? icon('tag') : icon('circle-slash'),
    open: true,
    context: `version.${format}${status === 'Unfinished' ? '.unfinished' : ''}`,
    ...(what === undefined ? {} : { description: what, spoken: `${version}, ${what}` }),
  };
}

function assetLooks({ asset, parent }: Extract<Node, { kind: 'asset' }>): Looks {
  const sha256 = asset.hashes['SHA-256'];
  return {
    label: asset.name,
    icon: icon('file'),
    context: `asset.${parent.version.format}${isArchiveName(asset.name) ? '.archive' : ''}`,
    ...(asset.sizeBytes === undefined ? {} : { description: byteSize(asset.sizeBytes) }),
    ...(sha256 === undefined ? {} : { tooltip: `${asset.name}\nSHA-256 ${sha256}` }),
  };
}

function failedLooks(node: Extract<Node, { kind: 'failed' }>): Looks {
  const { message, button } = advise(node.failure);
  const details = node.failure.details.message ?? node.failure.details.reason;
  return {
    label: message,
    icon: icon('error', 'list.errorForeground'),
    context: failedContext(node, button?.command),
    tooltip: details === undefined ? message : `${message}\n\n${details}`,
    spoken: vscode.l10n.t('Error: {0}', message),
    command: { title: '', command: 'codeartifact.retry', arguments: [node] },
  };
}

/** `failed.signIn`, `failed.fixable` or `failed.plain`, with `.domains` where a domain may be named instead. */
function failedContext(
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
      return vscode.l10n.t('No packages yet: they arrive with the first build');
  }
}
