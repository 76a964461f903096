import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Failure } from '../../src/core/failure';
import {
  nodeId,
  type AssetNode,
  type ConnectionNode,
  type DomainNode,
  type GroupNode,
  type Node,
  type PackageNode,
  type RepositoryNode,
  type VersionNode,
} from '../../src/ui/explorer/node';
import { createTreeItem } from '../../src/ui/explorer/createTreeItem';

const connection: ConnectionNode = {
  kind: 'connection',
  connection: { kind: 'profile', profile: 'dev', region: 'eu-west-1' },
};
const domain: DomainNode = {
  kind: 'domain',
  parent: connection,
  domain: { realm: 'aws', region: 'eu-west-1', owner: '111122223333', domain: 'team' },
};
const repository: RepositoryNode = {
  kind: 'repository',
  parent: domain,
  repository: { ...domain.domain, repository: 'releases', description: 'Ours' },
};
const group: GroupNode = {
  kind: 'group',
  parent: repository,
  repository: repository.repository,
  format: 'maven',
  namespace: 'org.example',
};
const artifact: PackageNode = {
  kind: 'package',
  parent: group,
  package: { ...repository.repository, format: 'maven', namespace: 'org.example', package: 'app' },
};
const version: VersionNode = {
  kind: 'version',
  parent: artifact,
  version: { ...artifact.package, version: '1.0', status: 'Archived', origin: 'INTERNAL' },
};
const unfinished: VersionNode = {
  ...version,
  version: { ...version.version, version: '1.1', status: 'Unfinished' },
};
const asset: AssetNode = {
  kind: 'asset',
  parent: version,
  asset: { name: 'app 1.jar', sizeBytes: 1_400_000, hashes: { 'SHA-256': 'ab'.repeat(32) } },
};
const archive: AssetNode = { ...asset, asset: { ...asset.asset, name: 'app-bin.tar.gz' } };
const failed: Node = {
  kind: 'failed',
  parent: repository,
  failure: new Failure('no-credentials', 'dev'),
};

describe('treeItem', () => {
  const rows: [
    node: Node,
    label: string,
    description: string | undefined,
    context: string,
    open: boolean,
  ][] = [
    [connection, 'dev', 'eu-west-1', 'connection.aws', true],
    [{ kind: 'stoppedSandbox' }, 'Sandbox', 'stopped', 'connection.stoppedSandbox', false],
    [domain, 'team', '111122223333', 'domain', true],
    [repository, 'releases', 'Ours', 'repository', true],
    [group, 'org.example', undefined, 'group.maven', true],
    [artifact, 'app', undefined, 'package.maven', true],
    [version, '1.0', 'Archived', 'version.maven', true],
    [unfinished, '1.1', 'Unfinished', 'version.maven.unfinished', true],
    [asset, 'app 1.jar', '1.4 MB', 'asset.maven', false],
    [archive, 'app-bin.tar.gz', '1.4 MB', 'asset.maven.archive', false],
    [{ kind: 'more', parent: repository }, 'Load more…', undefined, 'more', false],
  ];
  for (const [node, label, description, context, open] of rows)
    it(`shows a ${node.kind}`, () => {
      const item = createTreeItem(node);
      assert.equal(item.label, label);
      assert.equal(item.description, description);
      assert.equal(item.contextValue, context);
      assert.equal(item.id, nodeId(node));
      assert.equal(item.collapsibleState === vscode.TreeItemCollapsibleState.Collapsed, open);
      assert.ok(item.iconPath instanceof vscode.ThemeIcon);
    });

  it('gives every node an id of its own', () => {
    const nodes = rows.map(([node]) => node);
    assert.equal(new Set([...nodes, failed].map(nodeId)).size, nodes.length + 1);
  });

  it('shows a failure with its sentence, its fix and what a screen reader says', () => {
    const item = createTreeItem(failed);
    assert.ok(
      typeof item.label === 'string' &&
        item.label.startsWith('There are no usable AWS credentials for dev'),
    );
    assert.equal(item.contextValue, 'failed.fixable');
    assert.match(item.accessibilityInformation?.label ?? '', /^Error: There are no usable/);
    assert.equal(item.command?.command, 'codeartifact.retry');
  });

  it('shows names of strangers as they are', () => {
    const item = createTreeItem({
      ...artifact,
      package: { ...artifact.package, package: 'a\u202egpj' },
    });
    assert.equal(item.label, 'a\\u{202e}gpj');
  });

  it('says a status that is not Published', () =>
    assert.equal(createTreeItem(version).accessibilityInformation?.label, '1.0, Archived'));
});
