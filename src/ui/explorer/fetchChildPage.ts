import type { CodeArtifact, Page } from '../../core/codeArtifact';
import type { Package } from '../../core/coordinates';
import type { GroupNode, Node, ParentNode, RepositoryNode } from './node';

/** Loads one page of the children of `parent`. Throws what the `CodeArtifact` port throws. */
export async function fetchChildPage(
  api: CodeArtifact,
  parent: ParentNode,
  next: string | undefined,
  signal: AbortSignal,
): Promise<Page<Node>> {
  switch (parent.kind) {
    case 'connection':
      return toNodePage(await api.domains(next, signal), domain => ({
        kind: 'domain',
        parent,
        domain,
      }));
    case 'domain':
      return toNodePage(await api.repositories(parent.domain, next, signal), repository => ({
        kind: 'repository',
        parent,
        repository,
      }));
    case 'repository':
      return toGroupPage(parent, await api.packages(parent.repository, {}, next, signal));
    case 'group':
      return fetchPackagePage(api, parent, next, signal);
    case 'package':
      return toNodePage(await api.versions(parent.package, next, signal), version => ({
        kind: 'version',
        parent,
        version,
      }));
    case 'version':
      return toNodePage(await api.assets(parent.version, next, signal), asset => ({
        kind: 'asset',
        parent,
        asset,
      }));
  }
}

/** How many pages without a match are loaded before the user has to choose _Load more_. */
const maxEmptyPages = 5;

/** The service matches namespaces by prefix, so `org.apache` also returns `org.apache.maven`. */
async function fetchPackagePage(
  api: CodeArtifact,
  parent: GroupNode,
  start: string | undefined,
  signal: AbortSignal,
): Promise<Page<Node>> {
  const { repository, format, namespace } = parent;
  const filter = { format, ...(namespace === undefined ? {} : { namespacePrefix: namespace }) };
  let next = start;
  for (let pageCount = 1; ; pageCount++) {
    const page = await api.packages(repository, filter, next, signal);
    const items = page.items.filter(it => it.namespace === namespace);
    if (items.length > 0 || page.next === undefined || pageCount === maxEmptyPages)
      return toNodePage({ ...page, items }, it => ({ kind: 'package', parent, package: it }));
    next = page.next;
  }
}

function toGroupPage(parent: RepositoryNode, page: Page<Package>): Page<Node> {
  const groupsByKey = new Map<string, Node>();
  for (const { format, namespace } of page.items) {
    const key = `${format}:${namespace ?? ''}`;
    if (groupsByKey.has(key)) continue;
    groupsByKey.set(key, {
      kind: 'group',
      parent,
      repository: parent.repository,
      format,
      ...(namespace === undefined ? {} : { namespace }),
    });
  }
  return { ...page, items: [...groupsByKey.values()] };
}

function toNodePage<T>(page: Page<T>, node: (item: T) => Node): Page<Node> {
  return { ...page, items: page.items.map(node) };
}
