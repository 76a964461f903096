import type { Page } from '../../core/codeArtifact';
import { Failure, isCancelled, isFailure } from '../../core/failure';
import { failureTraits } from '../../core/failureTraits';
import { type Node, nodeId, type ParentNode } from './node';

/** Asks for one page of the children of `parent`. */
export type FetchPage = (
  parent: ParentNode,
  next: string | undefined,
  signal: AbortSignal,
) => Promise<Page<Node>>;

/** What windows before this one knew. */
export interface ChildNodeCache {
  readonly read: (parent: ParentNode) => Promise<readonly Node[]>;
  readonly store: (parent: ParentNode, nodes: readonly Node[]) => void;
}

interface ChildList {
  readonly items: Map<string, Node>;
  readonly seenPageTokens: Set<string>;
  readonly next?: string;
  /** Why the page after those that are known could not be had. */
  readonly failure?: Failure;
  /** Why all of it could not be had again: the items are those of an earlier answer. */
  readonly refreshFailure?: Failure;
  /** Whether it is to be asked for again before it is shown. */
  readonly stale?: boolean;
}

/** Whether the failure means that there was no response from AWS. */
export function isOffline({ code }: Failure): boolean {
  return failureTraits[code].offline === true;
}

/**
 * The lists that the explorer has fetched, by parent: one page at a time, joined without doubles.
 * One request a parent is under way at most; what arrives after `forget` is dropped. What was known
 * is shown on where the network or the credentials fail; what `former` knew, where the network does.
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

  /** The children that are known, fetching the first page if there are none. */
  async children(parent: ParentNode): Promise<Node[]> {
    const known = this.#lists.get(nodeId(parent));
    return visibleNodes(parent, known && !known.stale ? known : await this.#load(parent));
  }

  /** Fetches the page after those that are known; does nothing when there is none. */
  async loadMore(parent: ParentNode): Promise<void> {
    const known = this.#lists.get(nodeId(parent));
    if (known?.next !== undefined) await this.#load(parent);
  }

  /** Asks again for the page that could not be had; what is known stays. */
  async retry(parent: ParentNode): Promise<void> {
    const known = this.#lists.get(nodeId(parent));
    if (known?.refreshFailure) this.#lists.set(nodeId(parent), { ...known, stale: true });
    if (known?.failure ?? known?.refreshFailure) await this.#load(parent);
  }

  /**
   * Makes the lists of `parent` and below it, or all, be asked for anew; requests under way are
   * aborted. Of AWS's lists, what is known is kept for the case that the answer fails.
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
      // A sandbox that is started again may be at another place, with other things in it.
      if (id === 'sandbox' || id.startsWith('sandbox|')) this.#lists.delete(id);
      else this.#lists.set(id, { ...list, stale: true });
    }
  }

  /** Makes the list of `parent` alone be asked for anew. */
  invalidateOwn(parent: ParentNode): void {
    const known = this.#lists.get(nodeId(parent));
    if (known) this.#lists.set(nodeId(parent), { ...known, stale: true });
  }

  /** Makes what could not be had below `parent`, or anywhere, be asked for anew. Tells whether there was any. */
  invalidateFailed(parent?: Node): boolean {
    const isBelow = descendantFilter(parent);
    const failed = [...this.#lists].filter(
      ([id, { failure, refreshFailure }]) =>
        isBelow(id) && (failure ?? refreshFailure) !== undefined,
    );
    for (const [id, list] of failed) this.#lists.set(id, { ...list, stale: true });
    return failed.length > 0;
  }

  /** Aborts what is under way. */
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
      // A page token that comes back again would be asked for ever.
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

/** A user who does not give an MFA code has cancelled; the list is still not there. */
function asFailure(error: unknown, parent: ParentNode): Failure {
  if (isFailure(error)) return error;
  if (!isCancelled(error)) throw error;
  const subject = nodeId(parent).split('|', 1)[0] ?? '';
  return new Failure('mfa-needed', subject, { reason: 'no code was given' });
}

function descendantFilter(parent: Node | undefined): (id: string) => boolean {
  const prefix = parent && nodeId(parent);
  return id => prefix === undefined || id === prefix || id.startsWith(`${prefix}|`);
}

/** What is offline is said at the connection, once, and not by every list. */
function visibleNodes(parent: ParentNode, list: ChildList): Node[] {
  const nodes = [...list.items.values()];
  const { failure, refreshFailure } = list;
  if (refreshFailure && !isOffline(refreshFailure))
    return [{ kind: 'failed', parent, failure: refreshFailure }, ...nodes];
  if (failure) return [...nodes, { kind: 'failed', parent, failure }];
  if (list.next !== undefined) return [...nodes, { kind: 'more', parent }];
  return nodes.length === 0 ? [{ kind: 'empty', parent }] : nodes;
}
