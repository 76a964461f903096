import type { VersionSummary } from '../../core/codeArtifact';
import {
  domainOf,
  type Domain,
  type Format,
  type Package,
  packageOf,
  type Repository,
  repositoryOf,
} from '../../core/coordinates';
import { type Node, nodeId, type ParentNode } from './node';
import { asJsonObject } from '../../shared/json';

/** What is stored of a node: its names, and for a version the status that its icon shows. */
type CachedNode =
  | { readonly kind: 'domain'; readonly domain: Domain }
  | { readonly kind: 'repository'; readonly repository: Repository }
  | {
      readonly kind: 'group';
      readonly repository: Repository;
      readonly format: Format;
      readonly namespace?: string;
    }
  | { readonly kind: 'package'; readonly package: Package }
  | { readonly kind: 'version'; readonly version: VersionSummary };

/** The first page of a list as it was last loaded. */
export interface CachedList {
  /** The id of the parent node. */
  readonly of: string;
  /** ISO 8601. */
  readonly at: string;
  readonly children: readonly CachedNode[];
}

/** Nobody scrolls further while offline. */
const maxChildren = 200;

/** In all lists together, about 400 KB. */
const maxCachedNodes = 4000;

/** The list to store for the children of `parent`. */
export function toCachedList(parent: ParentNode, nodes: readonly Node[], at: Date): CachedList {
  const children = nodes.slice(0, maxChildren).flatMap(toCachedNodes);
  return { of: nodeId(parent), at: at.toISOString(), children };
}

/**
 * `lists` with `added`, which replace the lists of the same nodes. Empty lists are removed, and the
 * oldest ones if there are too many nodes.
 */
export function mergeLists(
  lists: readonly CachedList[],
  added: readonly CachedList[],
): readonly CachedList[] {
  const replaced = new Set(added.map(({ of }) => of));
  const all = [...lists.filter(({ of }) => !replaced.has(of)), ...added];
  let remaining = maxCachedNodes;
  return all
    .toReversed()
    .filter(({ children }) => children.length > 0 && (remaining -= children.length) >= 0)
    .reverse();
}

/** `lists` without those of the connection with this id. */
export function withoutConnection(lists: readonly CachedList[], id: string): readonly CachedList[] {
  return lists.filter(({ of }) => of !== id && !of.startsWith(`${id}|`));
}

/** The stored nodes, as children of `parent`. */
export function restoreNodes({ children }: CachedList, parent: ParentNode): Node[] {
  // A stored node is a node without its parent. The id of the list says which parent it belongs to.
  return children.map(child => ({ ...child, parent }) as Node);
}

/** Reads lists from JSON and ignores what is not a list. */
export function parseCachedLists(json: unknown): readonly CachedList[] {
  return Array.isArray(json) ? json.filter(isCachedList) : [];
}

function toCachedNodes(node: Node): CachedNode[] {
  switch (node.kind) {
    case 'domain':
      return [{ kind: 'domain', domain: domainOf(node.domain) }];
    case 'repository':
      return [{ kind: 'repository', repository: repositoryOf(node.repository) }];
    case 'group': {
      const { kind, repository, format, namespace } = node;
      const name = namespace === undefined ? {} : { namespace };
      return [{ kind, repository: repositoryOf(repository), format, ...name }];
    }
    case 'package':
      return [{ kind: 'package', package: packageOf(node.package) }];
    case 'version': {
      const { version, status, origin } = node.version;
      return [
        { kind: 'version', version: { ...packageOf(node.version), version, status, origin } },
      ];
    }
    default:
      return [];
  }
}

const domainFieldNames = ['realm', 'region', 'owner', 'domain'];
const packageFieldNames = [...domainFieldNames, 'repository', 'format', 'package'];

/** For each kind, the property that contains its coordinates and the fields of these. */
const coordinateFields: Record<
  CachedNode['kind'],
  readonly [field: string, names: readonly string[]]
> = {
  domain: ['domain', domainFieldNames],
  repository: ['repository', [...domainFieldNames, 'repository']],
  group: ['repository', [...domainFieldNames, 'repository']],
  package: ['package', packageFieldNames],
  version: ['version', [...packageFieldNames, 'version', 'status', 'origin']],
};

function isCachedList(value: unknown): value is CachedList {
  const { of, at, children } = asJsonObject(value);
  const isDated = typeof at === 'string' && !Number.isNaN(Date.parse(at));
  return (
    typeof of === 'string' && isDated && Array.isArray(children) && children.every(isCachedNode)
  );
}

function isCachedNode(value: unknown): value is CachedNode {
  const node = asJsonObject(value);
  const { kind, format, namespace } = node;
  if (typeof kind !== 'string' || !Object.hasOwn(coordinateFields, kind)) return false;
  const [field, names] = coordinateFields[kind as CachedNode['kind']];
  const coordinates = asJsonObject(node[field]);
  const isText = (it: unknown) => typeof it === 'string';
  const optional = [namespace, coordinates['namespace']];
  return (
    names.every(name => isText(coordinates[name])) &&
    (kind !== 'group' || isText(format)) &&
    optional.every(it => it === undefined || isText(it))
  );
}
