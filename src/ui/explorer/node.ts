import type { Asset } from '../../core/asset';
import { connectionId, type Connection } from '../../core/connection';
import type { Domain, Format, Package, PackageVersion, Repository } from '../../core/coordinates';
import type { RepositorySummary, VersionSummary } from '../../core/codeArtifact';
import type { Failure } from '../../core/failure';
import { asJsonObject } from '../../shared/json';

/** A connection that the user added: a root of the tree. */
export interface ConnectionNode {
  readonly kind: 'connection';
  readonly parent?: undefined;
  readonly connection: Connection;
}

/** A sandbox that was used before and is not running. */
export interface StoppedSandboxNode {
  readonly kind: 'stoppedSandbox';
  readonly parent?: undefined;
}

/** A domain. */
export interface DomainNode {
  readonly kind: 'domain';
  readonly parent: ConnectionNode;
  readonly domain: Domain;
  /** Whether the user added it by name, because the connection does not list it. */
  readonly added?: true;
}

/** A repository. */
export interface RepositoryNode {
  readonly kind: 'repository';
  readonly parent: DomainNode;
  readonly repository: RepositorySummary;
}

/**
 * The packages of one namespace, which is Maven's group. Packages without a namespace share one
 * group per format.
 */
export interface GroupNode {
  readonly kind: 'group';
  readonly parent: RepositoryNode;
  readonly repository: Repository;
  readonly format: Format;
  readonly namespace?: string;
}

/** A package: Maven's artifact. */
export interface PackageNode {
  readonly kind: 'package';
  readonly parent: GroupNode;
  readonly package: Package;
}

/** One version of a package. */
export interface VersionNode {
  readonly kind: 'version';
  readonly parent: PackageNode;
  readonly version: VersionSummary;
}

/** A file of a version. */
export interface AssetNode {
  readonly kind: 'asset';
  readonly parent: VersionNode;
  readonly asset: Asset;
}

/** Nodes that have children. */
export type ParentNode =
  ConnectionNode | DomainNode | RepositoryNode | GroupNode | PackageNode | VersionNode;

/** Loads the next page when it is clicked. */
export interface LoadMoreNode {
  readonly kind: 'more';
  readonly parent: ParentNode;
}

/** Shown in an empty list, so that it does not look broken. */
export interface EmptyNode {
  readonly kind: 'empty';
  readonly parent: ParentNode;
}

/** Shown in place of a list that failed to load. */
export interface FailedNode {
  readonly kind: 'failed';
  readonly parent: ParentNode;
  readonly failure: Failure;
}

/** A node of the explorer. It contains data only, no presentation. */
export type Node =
  ParentNode | AssetNode | StoppedSandboxNode | LoadMoreNode | EmptyNode | FailedNode;

/**
 * The id of a node. It is stable across refreshes and unique in the tree, so that VS Code keeps
 * selection and expansion.
 */
export function nodeId(node: Node): string {
  switch (node.kind) {
    case 'connection':
      return connectionId(node.connection);
    case 'stoppedSandbox':
      // The same id as the running sandbox, so that selection and expansion are kept.
      return 'sandbox';
    case 'domain':
      return joinNodeId(
        node.parent,
        `${node.domain.region}/${node.domain.owner}/${node.domain.domain}`,
      );
    case 'repository':
      return joinNodeId(node.parent, node.repository.repository);
    case 'group':
      return joinNodeId(node.parent, `${node.format}:${node.namespace ?? ''}`);
    case 'package':
      return joinNodeId(node.parent, node.package.package);
    case 'version':
      return joinNodeId(node.parent, node.version.version);
    case 'asset':
      // The name of an asset, unlike all other names, can contain any character.
      return joinNodeId(node.parent, encodeURIComponent(node.asset.name));
    case 'more':
    case 'empty':
    case 'failed':
      return `${nodeId(node.parent)}#${node.kind}`;
  }
}

/** The connection that a node belongs to. */
export function connectionOf(node: Exclude<Node, StoppedSandboxNode>): Connection {
  let current = node;
  while (current.kind !== 'connection') current = current.parent;
  return current.connection;
}

/** The node of the repository that holds a package, version or asset. */
export function repositoryNodeOf(
  node: RepositoryNode | GroupNode | PackageNode | VersionNode | AssetNode,
): RepositoryNode {
  let current = node;
  while (current.kind !== 'repository') current = current.parent;
  return current;
}

/** Whether a node can have children. */
export function isParentNode(node: Node): node is ParentNode {
  switch (node.kind) {
    case 'connection':
    case 'domain':
    case 'repository':
    case 'group':
    case 'package':
    case 'version':
      return true;
    default:
      return false;
  }
}

/** Whether a value is the node of a repository. Commands can be called with any argument. */
export function isRepositoryNode(value: unknown): value is RepositoryNode {
  return nodeKind(value) === 'repository';
}

/** Whether a value is the node of a domain. */
export function isDomainNode(value: unknown): value is DomainNode {
  return nodeKind(value) === 'domain';
}

/** The connection of the node that a command was called on, including failed lists. */
export function connectionFromArgument(value: unknown): Connection | undefined {
  const kind = nodeKind(value);
  if (kind === undefined || kind === 'stoppedSandbox') return undefined;
  return connectionOf(value as Exclude<Node, StoppedSandboxNode>);
}

/** The coordinates of a package or version node, or undefined for anything else. */
export function packageCoordinates(value: unknown): Package | PackageVersion | undefined {
  switch (nodeKind(value)) {
    case 'package':
      return (value as PackageNode).package;
    case 'version':
      return (value as VersionNode).version;
    default:
      return undefined;
  }
}

/** Whether a value is the node of a version. */
export function isVersionNode(value: unknown): value is VersionNode {
  return nodeKind(value) === 'version';
}

/** Whether a value is the node of an asset. */
export function isAssetNode(value: unknown): value is AssetNode {
  return nodeKind(value) === 'asset';
}

/** The kind of a node, or undefined for any other value. */
export function nodeKind(value: unknown): Node['kind'] | undefined {
  const { kind } = asJsonObject(value);
  return isNodeKind(kind) ? kind : undefined;
}

const nodeKinds: Record<Node['kind'], true> = {
  connection: true,
  stoppedSandbox: true,
  domain: true,
  repository: true,
  group: true,
  package: true,
  version: true,
  asset: true,
  more: true,
  empty: true,
  failed: true,
};

function isNodeKind(value: unknown): value is Node['kind'] {
  return typeof value === 'string' && Object.hasOwn(nodeKinds, value);
}

/** Names contain no `#` and no spaces. Only domains, formats and ARNs contain slashes. */
function joinNodeId(parent: Node, name: string): string {
  return `${nodeId(parent)}|${name}`;
}
