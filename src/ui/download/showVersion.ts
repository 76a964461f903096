import * as vscode from 'vscode';
import type { PackageVersion } from '../../core/coordinates';
import { nodeId, type Node, type ParentNode, type RepositoryNode } from '../explorer/node';
import type { Services } from '../common/services';

const mostPages = 30;

/** Selects a version in the view; the nearest node above it where it is not listed. */
export async function showVersion(
  { explorer, tree }: Pick<Services, 'explorer' | 'tree'>,
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
  const found = { kind: 'package', parent: group, package: version } as const;
  const wanted: readonly Node[] = [
    group,
    found,
    {
      kind: 'version',
      parent: found,
      version: { ...version, status: 'Published', origin: 'INTERNAL' },
    },
  ];
  let at: Node = repository;
  for (const next of wanted) {
    const listed: Node | undefined = await listedChild(explorer, at as ParentNode, nodeId(next));
    if (!listed) break;
    at = listed;
  }
  await vscode.commands.executeCommand('codeartifact.explorer.focus');
  await tree.reveal(at, { select: true, focus: true, expand: at.kind === 'version' });
}

/** A child by its id, on whichever page it is. */
async function listedChild(
  explorer: Services['explorer'],
  parent: ParentNode,
  id: string,
): Promise<Node | undefined> {
  for (let pages = 0; pages < mostPages; pages++) {
    const children = await explorer.getChildren(parent);
    const found = children.find(it => nodeId(it) === id);
    if (found || children.at(-1)?.kind !== 'more') return found;
    await explorer.more(parent);
  }
  return undefined;
}
