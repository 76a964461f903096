import * as vscode from 'vscode';
import type { PackageVersion } from '../../core/coordinates';
import { nodeId, type Node, type ParentNode, type RepositoryNode } from './node';
import type { ExplorerServices } from './explorerServices';

const maxPages = 30;

/** Selects a version in the view, or its nearest listed ancestor. */
export async function revealVersion(
  { explorer, tree }: Pick<ExplorerServices, 'explorer' | 'tree'>,
  repository: RepositoryNode,
  version: PackageVersion,
): Promise<void> {
  explorer.refresh(repository);
  const { format, namespace } = version;
  const group: Node = {
    kind: 'group',
    parent: repository,
    repository: repository.repository,
    format,
    ...(namespace === undefined ? {} : { namespace }),
  };
  const packageNode = { kind: 'package', parent: group, package: version } as const;
  const nodePath: readonly Node[] = [
    group,
    packageNode,
    {
      kind: 'version',
      parent: packageNode,
      version: { ...version, status: 'Published', origin: 'INTERNAL' },
    },
  ];
  let nearest: Node = repository;
  for (const next of nodePath) {
    const child: Node | undefined = await findChildNode(
      explorer,
      nearest as ParentNode,
      nodeId(next),
    );
    if (!child) break;
    nearest = child;
  }
  await vscode.commands.executeCommand('codeartifact.explorer.focus');
  await tree.reveal(nearest, { select: true, focus: true, expand: nearest.kind === 'version' });
}

/** Finds a child by its id and loads further pages for it. */
async function findChildNode(
  explorer: ExplorerServices['explorer'],
  parent: ParentNode,
  id: string,
): Promise<Node | undefined> {
  for (let pages = 0; pages < maxPages; pages++) {
    const children = await explorer.getChildren(parent);
    const found = children.find(it => nodeId(it) === id);
    if (found || children.at(-1)?.kind !== 'more') return found;
    await explorer.loadMore(parent);
  }
  return undefined;
}
