import type { Page } from '../../core/codeArtifact';
import { Failure, isCancelled, isFailure } from '../../core/failure';
import { failureTraits } from '../../core/failureTraits';
import { type Node, nodeId, type ParentNode } from './node';

/** Requests one page of the children of `parent`. */
export type FetchPage = (
  parent: ParentNode,
  next: string | undefined,
  signal: AbortSignal,
) => Promise<Page<Node>>;

/** The lists that earlier windows stored. */
export interface ChildNodeCache {
  readonly read: (parent: ParentNode) => Promise<readonly Node[]>;
  readonly store: (parent: ParentNode, nodes: readonly Node[]) => void;
}

interface ChildList {
  readonly items: Map<string, Node>;
  readonly seenPageTokens: Set<string>;
  readonly next?: string;
  /** Why the next page could not be loaded. */
  readonly failure?: Failure;
  /** Why the list could not be reloaded. The items are those of an earlier response. */
  readonly refreshFailure?: Failure;
  /** Whether the list has to be reloaded before it is shown. */
  readonly stale?: boolean;
}

/** Whether `failure` means that the service could not be reached. */
export function isOffline({ code }: Failure): boolean {
  return failureTraits[code].offline === true;
}

/**
 * The lists that the explorer has loaded, by parent. Pages are joined without duplicates. At most
 * one request per parent is pending, and a response that arrives after `invalidate` is ignored.
 * When the network or the credentials fail, the earlier items stay visible. When the network fails
 * and there are none, the items of the cache are shown.
 */
export class ChildNodeLoader {
  readonly #fetchPage: FetchPage;
  readonly #cache: ChildNodeCache | undefined;
  readonly #lists = new Map<string, ChildList>();
  readonly #pending = new Map<string, { list: Promise<ChildList>; abort: AbortController }>();

  constructor(fetchPage: FetchPage, cache?: ChildNodeCache) {
    this.#fetchPage = fetchPage;
    this.#cache = cache;
  }

  /** The loaded children. Loads the first page if there are none. */
  async children(parent: ParentNode): Promise<Node[]> {
    const known = this.#lists.get(nodeId(parent));
    return visibleNodes(parent, known && !known.stale ? known : await this.#load(parent));
  }

  /** Loads the next page, if there is one. */
  async loadMore(parent: ParentNode): Promise<void> {
    const known = this.#lists.get(nodeId(parent));
    if (known?.next !== undefined) await this.#load(parent);
  }

  /** Repeats the request that failed and keeps the loaded items. */
  async retry(parent: ParentNode): Promise<void> {
    const known = this.#lists.get(nodeId(parent));
    if (known?.refreshFailure) this.#lists.set(nodeId(parent), { ...known, stale: true });
    if (known?.failure ?? known?.refreshFailure) await this.#load(parent);
  }

  /**
   * Marks the lists of `parent` and its descendants, or all lists, as stale and aborts pending
   * requests. The items of AWS's lists are kept in case the reload fails.
   */
  invalidate(parent?: Node): void {
    const isBelow = descendantFilter(parent);
    for (const [id, { abort }] of this.#pending) {
      if (!isBelow(id)) continue;
      abort.abort();
      this.#pending.delete(id);
    }
    for (const [id, list] of this.#lists) {
      if (!isBelow(id)) continue;
      // A restarted sandbox may have another endpoint and other contents.
      if (id === 'sandbox' || id.startsWith('sandbox|')) this.#lists.delete(id);
      else this.#lists.set(id, { ...list, stale: true });
    }
  }

  /** Marks only the list of `parent` as stale. */
  invalidateOwn(parent: ParentNode): void {
    const known = this.#lists.get(nodeId(parent));
    if (known) this.#lists.set(nodeId(parent), { ...known, stale: true });
  }

  /**
   * Marks the failed lists of `parent` and its descendants, or of the whole tree, as stale. Returns
   * whether there were any.
   */
  invalidateFailed(parent?: Node): boolean {
    const isBelow = descendantFilter(parent);
    const failed = [...this.#lists].filter(
      ([id, { failure, refreshFailure }]) =>
        isBelow(id) && (failure ?? refreshFailure) !== undefined,
    );
    for (const [id, list] of failed) this.#lists.set(id, { ...list, stale: true });
    return failed.length > 0;
  }

  /** Aborts pending requests. */
  dispose(): void {
    this.invalidate();
  }

  #load(parent: ParentNode): Promise<ChildList> {
    const id = nodeId(parent);
    const pending = this.#pending.get(id);
    if (pending) return pending.list;
    const abort = new AbortController();
    const list = this.#appendPage(parent, this.#lists.get(id), abort.signal)
      .then(extended => {
        if (!abort.signal.aborted) this.#lists.set(id, extended);
        return extended;
      })
      .finally(() => {
        if (!abort.signal.aborted) this.#pending.delete(id);
      });
    this.#pending.set(id, { list, abort });
    return list;
  }

  async #appendPage(
    parent: ParentNode,
    known: ChildList | undefined,
    signal: AbortSignal,
  ): Promise<ChildList> {
    const before = known?.stale ? undefined : known;
    const items = new Map(before?.items);
    const seenPageTokens = new Set(before?.seenPageTokens);
    try {
      const page = await this.#fetchPage(parent, before?.next, signal);
      if (before?.next === undefined) this.#cache?.store(parent, page.items);
      for (const node of page.items) items.set(nodeId(node), node);
      if (before?.next !== undefined) seenPageTokens.add(before.next);
      // A page token that repeats would lead to endless requests.
      const next =
        page.next !== undefined && !seenPageTokens.has(page.next) ? page.next : undefined;
      return { items, seenPageTokens, ...(next === undefined ? {} : { next }) };
    } catch (error) {
      if (isCancelled(error) && signal.aborted) return { items, seenPageTokens };
      const failure = asFailure(error, parent);
      const { failure: _, refreshFailure: __, ...previous } = known ?? { items, seenPageTokens };
      const keepsPrevious =
        previous.items.size > 0 && failureTraits[failure.code].keepsStaleData === true;
      if (known?.stale && keepsPrevious)
        return { ...previous, stale: false, refreshFailure: failure };
      const cachedNodes = !before && isOffline(failure) ? await this.#cache?.read(parent) : [];
      for (const node of cachedNodes ?? []) items.set(nodeId(node), node);
      if (cachedNodes && cachedNodes.length > 0)
        return { items, seenPageTokens, refreshFailure: failure };
      return { ...before, items, seenPageTokens, failure };
    }
  }
}

/** A user who enters no MFA code has cancelled, but the list still has to show a failure. */
function asFailure(error: unknown, parent: ParentNode): Failure {
  if (isFailure(error)) return error;
  if (!isCancelled(error)) throw error;
  const subject = nodeId(parent).split('|', 1)[0] ?? '';
  return new Failure('mfa-needed', subject);
}

function descendantFilter(parent: Node | undefined): (id: string) => boolean {
  const prefix = parent && nodeId(parent);
  return id => prefix === undefined || id === prefix || id.startsWith(`${prefix}|`);
}

/** The connection node shows that it is offline, so its lists do not. */
function visibleNodes(parent: ParentNode, list: ChildList): Node[] {
  const nodes = [...list.items.values()];
  const { failure, refreshFailure } = list;
  if (refreshFailure && !isOffline(refreshFailure))
    return [{ kind: 'failed', parent, failure: refreshFailure }, ...nodes];
  if (failure) return [...nodes, { kind: 'failed', parent, failure }];
  if (list.next !== undefined) return [...nodes, { kind: 'more', parent }];
  return nodes.length === 0 ? [{ kind: 'empty', parent }] : nodes;
}
