import * as vscode from 'vscode';
import type { CodeArtifact } from '../../model/codeArtifact';
import type { Connection } from '../../model/connection';
import type { Domain } from '../../model/coordinates';
import { Lists } from './lists';
import { connectionOf, type Node, type ParentNode } from './node';
import { childPage } from './page';
import { resolveTooltip } from './tooltip';
import { treeItem } from './treeItem';

/** What the explorer shows at its root, and whom it asks for the rest. */
export interface ExplorerSource {
  /** The connections that the user made, in the order of making. */
  roots(): Promise<readonly Node[]>;
  api(connection: Connection): Promise<CodeArtifact>;
  /** Told of the domains that a connection lists. */
  noteListed(connection: Connection, domains: readonly Domain[]): void;
}

/** The tree of connections, domains, repositories, packages and versions. */
export class Explorer implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #source: ExplorerSource;
  readonly #lists: Lists;
  readonly #changed = new vscode.EventEmitter<Node | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(source: ExplorerSource) {
    this.#source = source;
    this.#lists = new Lists(async (parent, next, signal) => {
      const connection = connectionOf(parent);
      const page = await childPage(await source.api(connection), parent, next, signal);
      const domains = page.items.flatMap(it => (it.kind === 'domain' ? [it.domain] : []));
      source.noteListed(connection, domains);
      return page;
    });
  }

  async getChildren(parent?: Node): Promise<Node[]> {
    if (!parent) return [...(await this.#source.roots())];
    return isParent(parent) ? this.#lists.children(parent) : [];
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return treeItem(node);
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

  /** Asks again for `node` and all below it, or for everything. */
  refresh(node?: Node): void {
    const parent = node && !isParent(node) ? node.parent : node;
    this.#lists.forget(parent);
    this.#changed.fire(parent);
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

  dispose(): void {
    this.#lists.dispose();
    this.#changed.dispose();
  }
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
