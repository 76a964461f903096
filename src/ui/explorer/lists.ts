import type { Page } from '../../core/codeArtifact';
import { Failure, type FailureCode, isCancelled, isFailure } from '../../core/failure';
import { type Node, nodeId, type ParentNode } from './node';

/** Asks for one page of the children of `parent`. */
export type Ask = (
  parent: ParentNode,
  next: string | undefined,
  signal: AbortSignal,
) => Promise<Page<Node>>;

/** What windows before this one knew. */
export interface FormerLists {
  readonly recall: (parent: ParentNode) => Promise<readonly Node[]>;
  readonly remember: (parent: ParentNode, nodes: readonly Node[]) => void;
}

interface List {
  readonly items: Map<string, Node>;
  readonly asked: Set<string>;
  readonly next?: string;
  /** Why the page after those that are known could not be had. */
  readonly failure?: Failure;
  /** Why all of it could not be had again: the items are those of an earlier answer. */
  readonly outdated?: Failure;
  /** Whether it is to be asked for again before it is shown. */
  readonly stale?: boolean;
}

/** Nobody has said anything: what was there before may well be there still. */
const offline: ReadonlySet<FailureCode> = new Set([
  'host-unknown',
  'unreachable',
  'timeout',
  'tls',
  'proxy-answered',
]);

/** Nothing is wrong with what was asked for: it will be there again when this is over. */
const passing: ReadonlySet<FailureCode> = new Set([
  'throttled',
  'service-error',
  'sign-in-needed',
  'mfa-needed',
  'credentials-expired',
  'credential-process-failed',
  'clock-skew',
]);

/** Whether `failure` means that nobody was reached. */
export function isOffline({ code }: Failure): boolean {
  return offline.has(code);
}

/**
 * The lists that the explorer has fetched, by parent: one page at a time, joined without doubles.
 * One request a parent is under way at most; what arrives after `forget` is dropped. What was known
 * is shown on where the network or the credentials fail; what `former` knew, where the network does.
 */
export class Lists {
  readonly #ask: Ask;
  readonly #former: FormerLists | undefined;
  readonly #known = new Map<string, List>();
  readonly #pending = new Map<string, { list: Promise<List>; abort: AbortController }>();

  constructor(ask: Ask, former?: FormerLists) {
    this.#ask = ask;
    this.#former = former;
  }

  /** The children that are known, fetching the first page if there are none. */
  async children(parent: ParentNode): Promise<Node[]> {
    const known = this.#known.get(nodeId(parent));
    return shown(parent, known && !known.stale ? known : await this.#fetch(parent));
  }

  /** Fetches the page after those that are known; does nothing when there is none. */
  async more(parent: ParentNode): Promise<void> {
    const known = this.#known.get(nodeId(parent));
    if (known?.next !== undefined) await this.#fetch(parent);
  }

  /** Asks again for the page that could not be had; what is known stays. */
  async again(parent: ParentNode): Promise<void> {
    const known = this.#known.get(nodeId(parent));
    if (known?.outdated) this.#known.set(nodeId(parent), { ...known, stale: true });
    if (known?.failure ?? known?.outdated) await this.#fetch(parent);
  }

  /**
   * Makes the lists of `parent` and below it, or all, be asked for anew; requests under way are
   * aborted. Of AWS's lists, what is known is kept for the case that the answer fails.
   */
  forget(parent?: Node): void {
    const below = within(parent);
    for (const [id, { abort }] of this.#pending) {
      if (!below(id)) continue;
      abort.abort();
      this.#pending.delete(id);
    }
    for (const [id, list] of this.#known) {
      if (!below(id)) continue;
      // A sandbox that is started again may be at another place, with other things in it.
      if (id === 'sandbox' || id.startsWith('sandbox|')) this.#known.delete(id);
      else this.#known.set(id, { ...list, stale: true });
    }
  }

  /** Makes the list of `parent` alone be asked for anew. */
  forgetOwn(parent: ParentNode): void {
    const known = this.#known.get(nodeId(parent));
    if (known) this.#known.set(nodeId(parent), { ...known, stale: true });
  }

  /** Makes what could not be had below `parent`, or anywhere, be asked for anew. Tells whether there was any. */
  forgetFailed(parent?: Node): boolean {
    const below = within(parent);
    const failed = [...this.#known].filter(
      ([id, { failure, outdated }]) => below(id) && (failure ?? outdated) !== undefined,
    );
    for (const [id, list] of failed) this.#known.set(id, { ...list, stale: true });
    return failed.length > 0;
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

  async #extend(parent: ParentNode, known: List | undefined, signal: AbortSignal): Promise<List> {
    const before = known?.stale ? undefined : known;
    const items = new Map(before?.items);
    const asked = new Set(before?.asked);
    try {
      const page = await this.#ask(parent, before?.next, signal);
      if (before?.next === undefined) this.#former?.remember(parent, page.items);
      for (const node of page.items) items.set(nodeId(node), node);
      if (before?.next !== undefined) asked.add(before.next);
      // A page token that comes back again would be asked for ever.
      const next = page.next !== undefined && !asked.has(page.next) ? page.next : undefined;
      return { items, asked, ...(next === undefined ? {} : { next }) };
    } catch (error) {
      if (isCancelled(error) && signal.aborted) return { items, asked };
      const failure = asFailure(error, parent);
      const { failure: _, outdated: __, ...former } = known ?? { items, asked };
      const keeps = former.items.size > 0 && (isOffline(failure) || passing.has(failure.code));
      if (known?.stale && keeps) return { ...former, stale: false, outdated: failure };
      const recalled = !before && isOffline(failure) ? await this.#former?.recall(parent) : [];
      for (const node of recalled ?? []) items.set(nodeId(node), node);
      if (recalled && recalled.length > 0) return { items, asked, outdated: failure };
      return { ...before, items, asked, failure };
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

function within(parent: Node | undefined): (id: string) => boolean {
  const prefix = parent && nodeId(parent);
  return id => prefix === undefined || id === prefix || id.startsWith(`${prefix}|`);
}

/** What is offline is said at the connection, once, and not by every list. */
function shown(parent: ParentNode, list: List): Node[] {
  const nodes = [...list.items.values()];
  const { failure, outdated } = list;
  if (outdated && !isOffline(outdated))
    return [{ kind: 'failed', parent, failure: outdated }, ...nodes];
  if (failure) return [...nodes, { kind: 'failed', parent, failure }];
  if (list.next !== undefined) return [...nodes, { kind: 'more', parent }];
  return nodes.length === 0 ? [{ kind: 'empty', parent }] : nodes;
}
