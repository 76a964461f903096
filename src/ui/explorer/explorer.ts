import * as vscode from 'vscode';
import type { CodeArtifact, Identity, Page } from '../../core/codeArtifact';
import { connectionId, type Connection } from '../../core/connection';
import { domainKey, type Domain } from '../../core/coordinates';
import { isFailure } from '../../core/failure';
import { ConnectionHealth } from './connectionHealth';
import type { ListMemory } from './listMemory';
import { Lists } from './lists';
import { connectionOf, nodeId, type ConnectionNode, type Node, type ParentNode } from './node';
import { childPage } from './page';
import { Redraws, rootList } from './redraws';

/** What the explorer shows at its root, and whom it asks for the rest. */
export interface ExplorerSource {
  /** The connections that the user made, in the order of making. */
  roots(): Promise<readonly Node[]>;
  api(connection: Connection): Promise<CodeArtifact>;
  /** Told of the domains that a connection lists. */
  noteListed(connection: Connection, domains: readonly Domain[]): void;
  /** The domains that the user named for a connection, beside those that it lists. */
  added(connection: Connection): readonly Domain[];
}

/** The tree as windows before this one saw it. */
export type ExplorerMemory = Pick<ListMemory, 'recall' | 'remember' | 'forget'>;

/** Who a connection turned out to be. */
export interface Identified {
  readonly connection: Connection;
  readonly identity: Identity;
}

/** The tree of connections, domains, repositories, packages and versions. */
export class Explorer implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #source: ExplorerSource;
  readonly #memory: ExplorerMemory | undefined;
  readonly #lists: Lists;
  readonly #health = new ConnectionHealth(() => new Date());
  /** The roots as VS Code was given them: it knows a node by its object. */
  readonly #roots = new Map<string, Node>();
  readonly #redraws = new Redraws(id => {
    const root = this.#roots.get(id);
    if (root) this.#changed.fire(root);
  });
  /** Domains and repositories as VS Code was given them last: commands make equal ones of their own. */
  readonly #shown = new Map<string, Node>();
  readonly #identifying = new Map<string, AbortController>();
  readonly #changed = new vscode.EventEmitter<Node | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #identified = new vscode.EventEmitter<Identified>();
  readonly onDidIdentify = this.#identified.event;

  constructor(source: ExplorerSource, memory?: ExplorerMemory) {
    this.#source = source;
    this.#memory = memory;
    const former = memory && {
      recall: (parent: ParentNode) => this.#recall(memory, parent),
      remember: (parent: ParentNode, nodes: readonly Node[]) => memory.remember(parent, nodes),
    };
    this.#lists = new Lists((...asked) => this.#ask(...asked), former);
  }

  async getChildren(parent?: Node): Promise<Node[]> {
    const id = parent ? rootId(parent) : rootList;
    return this.#redraws.whileLoading(id, () => this.#children(parent));
  }

  async #children(parent: Node | undefined): Promise<Node[]> {
    if (parent) {
      const children = isParent(parent) ? await this.#below(parent) : [];
      for (const it of children)
        if (it.kind === 'domain' || it.kind === 'repository') this.#shown.set(nodeId(it), it);
      return children;
    }
    const roots = await this.#source.roots();
    this.#roots.clear();
    for (const root of roots) this.#roots.set(nodeId(root), root);
    return [...roots];
  }

  async getTreeItem(node: Node): Promise<vscode.TreeItem> {
    const { treeItem } = await import('../look/chunk');
    return treeItem(node, node.kind === 'connection' ? this.#health.of(nodeId(node)) : {});
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
        const { resolveTooltip } = await import('../look/chunk');
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
    return this.#health.of(connectionId(connection)).identity;
  }

  /** Asks again for `node` and all below it, or for everything. */
  refresh(node?: Node): void {
    const parent = node && !isParent(node) ? node.parent : node;
    this.#lists.forget(parent);
    this.#changed.fire(parent && (this.#shown.get(nodeId(parent)) ?? parent));
  }

  /** Keeps nothing of the connection of that id for other windows. */
  async forget(id: string): Promise<void> {
    await this.#memory?.forget(id);
  }

  /** Shows the page after those that are shown below `parent`. */
  async more(parent: ParentNode): Promise<void> {
    await this.#lists.more(parent);
    this.#changed.fire(parent);
  }

  /** Asks again for what could not be had below `parent`. */
  async retry(parent: ParentNode): Promise<void> {
    await this.#lists.again(parent);
    this.#changed.fire(parent);
  }

  /** Asks again for every list that could not be had, below `parent` or anywhere. */
  retryFailed(parent?: ConnectionNode): void {
    if (parent) this.#lists.forgetOwn(parent);
    if (this.#lists.forgetFailed(parent) || parent) this.#changed.fire(parent);
  }

  /** Credentials may be others now: who they are is asked anew, and what failed as well. */
  credentialsCame(): void {
    for (const root of this.#roots.values())
      if (root.kind === 'connection' && this.identity(root.connection))
        void this.#identify(root.connection, true);
    this.retryFailed();
  }

  dispose(): void {
    this.#redraws.dispose();
    this.#lists.dispose();
    for (const abort of this.#identifying.values()) abort.abort();
    this.#identified.dispose();
    this.#changed.dispose();
  }

  async #ask(
    parent: ParentNode,
    next: string | undefined,
    signal: AbortSignal,
  ): Promise<Page<Node>> {
    const connection = connectionOf(parent);
    const id = connectionId(connection);
    try {
      const page = await childPage(await this.#source.api(connection), parent, next, signal);
      const domains = page.items.flatMap(it => (it.kind === 'domain' ? [it.domain] : []));
      this.#source.noteListed(connection, domains);
      if (this.#health.answered(id)) this.#redraws.add(id);
      if (parent.kind === 'connection') void this.#identify(connection);
      return page;
    } catch (error) {
      if (!isFailure(error)) throw error;
      if (this.#health.failed(id, error)) this.#redraws.add(id);
      if (error.code === 'access-denied') void this.#identify(connection);
      throw error;
    }
  }

  /** Domains that the user named come first: they are there although the list is not. */
  async #below(parent: ParentNode): Promise<Node[]> {
    const listed = await this.#lists.children(parent);
    if (parent.kind !== 'connection') return listed;
    const known = new Set(listed.map(it => (it.kind === 'domain' ? domainKey(it.domain) : '')));
    const added = this.#source
      .added(parent.connection)
      .filter(domain => !known.has(domainKey(domain)))
      .map((domain): Node => ({ kind: 'domain', parent, domain, added: true }));
    return added.length > 0 ? [...added, ...listed.filter(it => it.kind !== 'empty')] : listed;
  }

  /** Asked once, beside the lists that it never holds up; who may not ask STS is left without. */
  async #identify(connection: Connection, anew = false): Promise<void> {
    const id = connectionId(connection);
    const known = !anew && this.#health.of(id).identity;
    if (known || this.#identifying.has(id)) return;
    const abort = new AbortController();
    this.#identifying.set(id, abort);
    try {
      const identity = await (await this.#source.api(connection)).identity(abort.signal);
      if (abort.signal.aborted) return;
      if (this.#health.identified(id, identity)) this.#redraws.add(id);
      this.#identified.fire({ connection, identity });
    } catch {
      // The tree does without; the doctor tells more.
    } finally {
      this.#identifying.delete(id);
    }
  }

  async #recall(memory: ExplorerMemory, parent: ParentNode): Promise<readonly Node[]> {
    const recalled = await memory.recall(parent);
    const id = connectionId(connectionOf(parent));
    if (recalled && this.#health.recalled(id, recalled.at)) this.#redraws.add(id);
    return recalled?.nodes ?? [];
  }
}

function rootId(node: Node): string {
  return node.kind === 'stoppedSandbox' ? nodeId(node) : connectionId(connectionOf(node));
}

function isParent(node: Node): node is ParentNode {
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
