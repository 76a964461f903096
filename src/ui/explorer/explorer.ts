import * as vscode from 'vscode';
import type { CodeArtifact, Identity, Page } from '../../core/codeArtifact';
import { connectionId, type Connection } from '../../core/connection';
import { domainKey, type Domain } from '../../core/coordinates';
import { isFailure } from '../../core/failure';
import { ConnectionStatusTracker } from './connectionStatusTracker';
import type { ListCache } from './listCache';
import { ChildNodeLoader } from './childNodeLoader';
import {
  connectionOf,
  isParentNode,
  nodeId,
  type ConnectionNode,
  type Node,
  type ParentNode,
} from './node';
import { fetchChildPage } from './fetchChildPage';
import { RedrawScheduler, rootListId } from './redrawScheduler';
import { createTreeItem } from './createTreeItem';
import { resolveTooltip } from './resolveTooltip';

/** What the explorer shows at its root, and whom it asks for the rest. */
export interface ExplorerSource {
  /** The connections that the user made, in the order of making. */
  rootNodes(): Promise<readonly Node[]>;
  api(connection: Connection): Promise<CodeArtifact>;
  /** Told of the domains that a connection lists. */
  recordListedDomains(connection: Connection, domains: readonly Domain[]): void;
  /** The domains that the user named for a connection, beside those that it lists. */
  addedDomains(connection: Connection): readonly Domain[];
}

/** The tree as windows before this one saw it. */
export type ExplorerCache = Pick<ListCache, 'read' | 'store' | 'removeConnection'>;

/** Who a connection turned out to be. */
export interface IdentifiedConnection {
  readonly connection: Connection;
  readonly identity: Identity;
}

/** The tree of connections, domains, repositories, packages and versions. */
export class Explorer implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #source: ExplorerSource;
  readonly #cache: ExplorerCache | undefined;
  readonly #loader: ChildNodeLoader;
  readonly #statusTracker = new ConnectionStatusTracker(() => new Date());
  /** The roots as VS Code was given them: it knows a node by its object. */
  readonly #roots = new Map<string, Node>();
  readonly #redrawScheduler = new RedrawScheduler(id => {
    const root = this.#roots.get(id);
    if (root) this.#changed.fire(root);
  });
  /** Domains and repositories as VS Code was given them last: commands make equal ones of their own. */
  readonly #shownNodes = new Map<string, Node>();
  readonly #identifying = new Map<string, AbortController>();
  readonly #changed = new vscode.EventEmitter<Node | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #identified = new vscode.EventEmitter<IdentifiedConnection>();
  readonly onDidIdentify = this.#identified.event;

  constructor(source: ExplorerSource, cache?: ExplorerCache) {
    this.#source = source;
    this.#cache = cache;
    const childCache = cache && {
      read: (parent: ParentNode) => this.#readCache(cache, parent),
      store: (parent: ParentNode, nodes: readonly Node[]) => cache.store(parent, nodes),
    };
    this.#loader = new ChildNodeLoader((...args) => this.#fetchPage(...args), childCache);
  }

  async getChildren(parent?: Node): Promise<Node[]> {
    const id = parent ? rootId(parent) : rootListId;
    return this.#redrawScheduler.whileLoading(id, () => this.#children(parent));
  }

  async #children(parent: Node | undefined): Promise<Node[]> {
    if (parent) {
      const children = isParentNode(parent) ? await this.#childrenWithAddedDomains(parent) : [];
      for (const it of children)
        if (it.kind === 'domain' || it.kind === 'repository') this.#shownNodes.set(nodeId(it), it);
      return children;
    }
    const roots = await this.#source.rootNodes();
    this.#roots.clear();
    for (const root of roots) this.#roots.set(nodeId(root), root);
    return [...roots];
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return createTreeItem(
      node,
      node.kind === 'connection' ? this.#statusTracker.get(nodeId(node)) : {},
    );
  }

  /** Details come when the mouse rests on a node, not with every list. */
  async resolveTreeItem(
    item: vscode.TreeItem,
    node: Node,
    token: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    const abort = new AbortController();
    const listening = token.onCancellationRequested(() => abort.abort());
    try {
      if (node.kind !== 'stoppedSandbox') {
        const api = () => this.#source.api(connectionOf(node));
        item.tooltip = (await resolveTooltip(api, node, abort.signal)) ?? item.tooltip;
      }
    } catch {
      // A tooltip is not worth a message; the list it belongs to says what is wrong.
    } finally {
      listening.dispose();
    }
    return item;
  }

  getParent(node: Node): Node | undefined {
    return node.parent;
  }

  /** Who `connection` turned out to be, if that is known. */
  identity(connection: Connection): Identity | undefined {
    return this.#statusTracker.get(connectionId(connection)).identity;
  }

  /** Asks again for `node` and all below it, or for everything. */
  refresh(node?: Node): void {
    const parent = node && !isParentNode(node) ? node.parent : node;
    this.#loader.invalidate(parent);
    this.#changed.fire(parent && (this.#shownNodes.get(nodeId(parent)) ?? parent));
  }

  /** Keeps nothing of the connection of that id for other windows. */
  async clearCache(id: string): Promise<void> {
    await this.#cache?.removeConnection(id);
  }

  /** Shows the page after those that are shown below `parent`. */
  async loadMore(parent: ParentNode): Promise<void> {
    await this.#loader.loadMore(parent);
    this.#changed.fire(parent);
  }

  /** Asks again for what could not be had below `parent`. */
  async retry(parent: ParentNode): Promise<void> {
    await this.#loader.retry(parent);
    this.#changed.fire(parent);
  }

  /** Asks again for every list that could not be had, below `parent` or anywhere. */
  retryFailed(parent?: ConnectionNode): void {
    if (parent) this.#loader.invalidateOwn(parent);
    if (this.#loader.invalidateFailed(parent) || parent) this.#changed.fire(parent);
  }

  /** Credentials may be others now: who they are is asked anew, and what failed as well. */
  handleCredentialsChange(): void {
    for (const root of this.#roots.values())
      if (root.kind === 'connection' && this.identity(root.connection))
        void this.#identify(root.connection, true);
    this.retryFailed();
  }

  dispose(): void {
    this.#redrawScheduler.dispose();
    this.#loader.dispose();
    for (const abort of this.#identifying.values()) abort.abort();
    this.#identified.dispose();
    this.#changed.dispose();
  }

  async #fetchPage(
    parent: ParentNode,
    next: string | undefined,
    signal: AbortSignal,
  ): Promise<Page<Node>> {
    const connection = connectionOf(parent);
    const id = connectionId(connection);
    try {
      const page = await fetchChildPage(await this.#source.api(connection), parent, next, signal);
      const domains = page.items.flatMap(it => (it.kind === 'domain' ? [it.domain] : []));
      this.#source.recordListedDomains(connection, domains);
      if (this.#statusTracker.recordResponse(id)) this.#redrawScheduler.schedule(id);
      if (parent.kind === 'connection') void this.#identify(connection);
      return page;
    } catch (error) {
      if (!isFailure(error)) throw error;
      if (this.#statusTracker.recordFailure(id, error)) this.#redrawScheduler.schedule(id);
      if (error.code === 'access-denied') void this.#identify(connection);
      throw error;
    }
  }

  /** Domains that the user named come first: they are there although the list is not. */
  async #childrenWithAddedDomains(parent: ParentNode): Promise<Node[]> {
    const listed = await this.#loader.children(parent);
    if (parent.kind !== 'connection') return listed;
    const known = new Set(listed.map(it => (it.kind === 'domain' ? domainKey(it.domain) : '')));
    const added = this.#source
      .addedDomains(parent.connection)
      .filter(domain => !known.has(domainKey(domain)))
      .map((domain): Node => ({ kind: 'domain', parent, domain, added: true }));
    return added.length > 0 ? [...added, ...listed.filter(it => it.kind !== 'empty')] : listed;
  }

  /** Asked once, beside the lists that it never holds up; who may not ask STS is left without. */
  async #identify(connection: Connection, force = false): Promise<void> {
    const id = connectionId(connection);
    const known = !force && this.#statusTracker.get(id).identity;
    if (known || this.#identifying.has(id)) return;
    const abort = new AbortController();
    this.#identifying.set(id, abort);
    try {
      const identity = await (await this.#source.api(connection)).identity(abort.signal);
      if (abort.signal.aborted) return;
      if (this.#statusTracker.recordIdentity(id, identity)) this.#redrawScheduler.schedule(id);
      this.#identified.fire({ connection, identity });
    } catch {
      // The tree does without; the doctor tells more.
    } finally {
      this.#identifying.delete(id);
    }
  }

  async #readCache(cache: ExplorerCache, parent: ParentNode): Promise<readonly Node[]> {
    const cached = await cache.read(parent);
    const id = connectionId(connectionOf(parent));
    if (cached && this.#statusTracker.recordCachedResponse(id, cached.cachedAt))
      this.#redrawScheduler.schedule(id);
    return cached?.nodes ?? [];
  }
}

function rootId(node: Node): string {
  return node.kind === 'stoppedSandbox' ? nodeId(node) : connectionId(connectionOf(node));
}
