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

/** The roots of the explorer, and the clients that load the rest. */
export interface ExplorerSource {
  /** The user's connections, in the order in which they were added. */
  rootNodes(): Promise<readonly Node[]>;
  api(connection: Connection): Promise<CodeArtifact>;
  /** Records the domains that a connection lists. */
  recordListedDomains(connection: Connection, domains: readonly Domain[]): void;
  /** The domains that the user added to a connection by name. */
  addedDomains(connection: Connection): readonly Domain[];
}

/** The tree as earlier windows stored it. */
export type ExplorerCache = Pick<ListCache, 'read' | 'store' | 'removeConnection'>;

/** A connection and its identity. */
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
  /** The root objects that VS Code has. It identifies a node by its object. */
  readonly #roots = new Map<string, Node>();
  readonly #redrawScheduler = new RedrawScheduler(id => {
    const root = this.#roots.get(id);
    if (root) this.#changed.fire(root);
  });
  /**
   * The domain and repository objects that VS Code has. Commands create equal ones of their own.
   */
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

  /** Loads the details when the mouse rests on a node, not with every list. */
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
      // A tooltip is not worth an error message. The list shows the failure.
    } finally {
      listening.dispose();
    }
    return item;
  }

  getParent(node: Node): Node | undefined {
    return node.parent;
  }

  /** The identity of `connection`, if it is known. */
  identity(connection: Connection): Identity | undefined {
    return this.#statusTracker.get(connectionId(connection)).identity;
  }

  /** Reloads `node` and its descendants, or the whole tree. */
  refresh(node?: Node): void {
    const parent = node && !isParentNode(node) ? node.parent : node;
    this.#loader.invalidate(parent);
    this.#changed.fire(parent && (this.#shownNodes.get(nodeId(parent)) ?? parent));
  }

  /** Deletes the stored lists of the connection with this id. */
  async clearCache(id: string): Promise<void> {
    await this.#cache?.removeConnection(id);
  }

  /** Loads and shows the next page below `parent`. */
  async loadMore(parent: ParentNode): Promise<void> {
    await this.#loader.loadMore(parent);
    this.#changed.fire(parent);
  }

  /** Repeats the request that failed below `parent`. */
  async retry(parent: ParentNode): Promise<void> {
    await this.#loader.retry(parent);
    this.#changed.fire(parent);
  }

  /** Reloads every list that failed, below `parent` or in the whole tree. */
  retryFailed(parent?: ConnectionNode): void {
    if (parent) this.#loader.invalidateOwn(parent);
    if (this.#loader.invalidateFailed(parent) || parent) this.#changed.fire(parent);
  }

  /**
   * Requests the identities again and reloads the lists that failed, because the credentials may be
   * different now.
   */
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

  /** Domains that the user added come first. They are shown even if the list fails. */
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

  /**
   * Requests the identity once, without delaying the lists. Callers without access to STS have
   * none.
   */
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
      // The tree works without it, and the doctor reports the reason.
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
