import type { Page } from '../../model/codeArtifact';
import type { Failure } from '../../model/failure';
import { isCancelled, isFailure } from '../../model/failure';
import { type Node, nodeId, type ParentNode } from './node';

/** Asks for one page of the children of `parent`. */
export type Ask = (
  parent: ParentNode,
  next: string | undefined,
  signal: AbortSignal,
) => Promise<Page<Node>>;

interface List {
  readonly items: Map<string, Node>;
  readonly asked: Set<string>;
  next?: string;
  failure?: Failure;
}

/**
 * The lists that the explorer has fetched, by parent: one page at a time, joined without doubles.
 * One request a parent is under way at most; what arrives after `forget` is dropped.
 */
export class Lists {
  readonly #ask: Ask;
  readonly #known = new Map<string, List>();
  readonly #pending = new Map<string, { list: Promise<List>; abort: AbortController }>();

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** The children that are known, fetching the first page if there are none. */
  async children(parent: ParentNode): Promise<Node[]> {
    const known = this.#known.get(nodeId(parent));
    return shown(parent, known ?? (await this.#fetch(parent)));
  }

  /** Fetches the page after those that are known; does nothing when there is none. */
  async more(parent: ParentNode): Promise<void> {
    const known = this.#known.get(nodeId(parent));
    if (known?.next !== undefined) await this.#fetch(parent);
  }

  /** Asks again for the page that could not be had; what is known stays. */
  async again(parent: ParentNode): Promise<void> {
    if (this.#known.get(nodeId(parent))?.failure) await this.#fetch(parent);
  }

  /** Forgets the lists of `parent` and below it, or all; their requests under way are aborted. */
  forget(parent?: Node): void {
    const prefix = parent && nodeId(parent);
    const below = (id: string) =>
      prefix === undefined || id === prefix || id.startsWith(`${prefix}|`);
    for (const [id, { abort }] of this.#pending) {
      if (!below(id)) continue;
      abort.abort();
      this.#pending.delete(id);
    }
    for (const id of this.#known.keys()) if (below(id)) this.#known.delete(id);
  }

  /** Aborts what is under way. */
  dispose(): void {
    this.forget();
  }

  #fetch(parent: ParentNode): Promise<List> {
    const id = nodeId(parent);
    const pending = this.#pending.get(id);
    if (pending) return pending.list;
    const abort = new AbortController();
    const list = this.#extend(parent, this.#known.get(id), abort.signal)
      .then(extended => {
        if (!abort.signal.aborted) this.#known.set(id, extended);
        return extended;
      })
      .finally(() => {
        if (!abort.signal.aborted) this.#pending.delete(id);
      });
    this.#pending.set(id, { list, abort });
    return list;
  }

  async #extend(parent: ParentNode, before: List | undefined, signal: AbortSignal): Promise<List> {
    const items = new Map(before?.items);
    const asked = new Set(before?.asked);
    try {
      const page = await this.#ask(parent, before?.next, signal);
      for (const node of page.items) items.set(nodeId(node), node);
      if (before?.next !== undefined) asked.add(before.next);
      // A page token that comes back again would be asked for ever.
      const next = page.next !== undefined && !asked.has(page.next) ? page.next : undefined;
      return { items, asked, ...(next === undefined ? {} : { next }) };
    } catch (error) {
      if (isCancelled(error)) return { items, asked };
      if (!isFailure(error)) throw error;
      return { ...before, items, asked, failure: error };
    }
  }
}

function shown(parent: ParentNode, list: List): Node[] {
  const nodes = [...list.items.values()];
  if (list.failure) return [...nodes, { kind: 'failed', parent, failure: list.failure }];
  if (list.next !== undefined) return [...nodes, { kind: 'more', parent }];
  return nodes.length === 0 ? [{ kind: 'empty', parent }] : nodes;
}
