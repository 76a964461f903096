import type { CodeArtifact, Page } from '../../core/codeArtifact';
import type { Package } from '../../core/coordinates';
import type { GroupNode, Node, ParentNode, RepositoryNode } from './node';

/** One page of the children of `parent`. Throws what the service's port throws. */
export async function childPage(
  api: CodeArtifact,
  parent: ParentNode,
  next: string | undefined,
  signal: AbortSignal,
): Promise<Page<Node>> {
  switch (parent.kind) {
    case 'connection':
      return map(await api.domains(next, signal), domain => ({ kind: 'domain', parent, domain }));
    case 'domain':
      return map(await api.repositories(parent.domain, next, signal), repository => ({
        kind: 'repository',
        parent,
        repository,
      }));
    case 'repository':
      return groups(parent, await api.packages(parent.repository, {}, next, signal));
    case 'group':
      return packages(api, parent, next, signal);
    case 'package':
      return map(await api.versions(parent.package, next, signal), version => ({
        kind: 'version',
        parent,
        version,
      }));
    case 'version':
      return map(await api.assets(parent.version, next, signal), asset => ({
        kind: 'asset',
        parent,
        asset,
      }));
  }
}

/** How many pages in a row may hold nothing for a group before the user is asked to go on. */
const barrenPages = 5;

/** The service matches namespaces by prefix, so `org.apache` also brings `org.apache.maven`. */
async function packages(
  api: CodeArtifact,
  parent: GroupNode,
  start: string | undefined,
  signal: AbortSignal,
): Promise<Page<Node>> {
  const { repository, format, namespace } = parent;
  const filter = { format, ...(namespace === undefined ? {} : { namespacePrefix: namespace }) };
  let next = start;
  for (let asked = 1; ; asked++) {
    const page = await api.packages(repository, filter, next, signal);
    const items = page.items.filter(it => it.namespace === namespace);
    if (items.length > 0 || page.next === undefined || asked === barrenPages)
      return map({ ...page, items }, it => ({ kind: 'package', parent, package: it }));
    next = page.next;
  }
}

function groups(parent: RepositoryNode, page: Page<Package>): Page<Node> {
  const found = new Map<string, Node>();
  for (const { format, namespace } of page.items) {
    const key = `${format}:${namespace ?? ''}`;
    if (found.has(key)) continue;
    found.set(key, {
      kind: 'group',
      parent,
      repository: parent.repository,
      format,
      ...(namespace === undefined ? {} : { namespace }),
    });
  }
  return { ...page, items: [...found.values()] };
}

function map<T>(page: Page<T>, node: (item: T) => Node): Page<Node> {
  return { ...page, items: page.items.map(node) };
}
