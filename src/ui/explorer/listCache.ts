import { readState, updateState } from '../../files/stateFile';
import {
  type CachedList,
  toCachedList,
  restoreNodes,
  parseCachedLists,
  mergeLists,
  withoutConnection,
} from './cachedLists';
import { type Node, nodeId, type ParentNode } from './node';

/** What a list held when it was last answered. */
export interface CachedChildren {
  readonly nodes: readonly Node[];
  readonly cachedAt: Date;
}

/** Several lists come at once, when a tree is opened. */
const writeDelayMilliseconds = 1000;

/**
 * The tree as it was last seen, for windows that open without a network: in a file that all windows
 * share, names only. A sandbox is on this machine, and needs none.
 */
export class ListCache {
  readonly #file: string;
  readonly #mayWrite: () => boolean;
  readonly #onError: (error: unknown) => void;
  readonly #pendingLists = new Map<string, CachedList>();
  readonly #disposed = new AbortController();
  #writeTimer: NodeJS.Timeout | undefined;

  constructor(file: string, mayWrite: () => boolean, onError: (error: unknown) => void) {
    this.#file = file;
    this.#mayWrite = mayWrite;
    this.#onError = onError;
  }

  /** What was last known of the children of `parent`. What cannot be read is not known. */
  async read(parent: ParentNode): Promise<CachedChildren | undefined> {
    try {
      const lists = await readState(this.#file, parseCachedLists, {}, this.#disposed.signal);
      const list = lists.find(({ of }) => of === nodeId(parent));
      return list && { nodes: restoreNodes(list, parent), cachedAt: new Date(list.at) };
    } catch (error) {
      this.#onError(error);
      return undefined;
    }
  }

  /** Keeps the children of `parent`, as they were answered just now. */
  store(parent: ParentNode, nodes: readonly Node[]): void {
    if (!this.#mayWrite() || isSandboxNodeId(nodeId(parent))) return;
    const list = toCachedList(parent, nodes, new Date());
    this.#pendingLists.set(list.of, list);
    this.#writeTimer ??= setTimeout(() => void this.flush(), writeDelayMilliseconds);
  }

  /** Keeps nothing any more of what was reached through the connection of that id. */
  async removeConnection(id: string): Promise<void> {
    const pendingLists = withoutConnection([...this.#pendingLists.values()], id);
    this.#pendingLists.clear();
    for (const list of pendingLists) this.#pendingLists.set(list.of, list);
    if (!isSandboxNodeId(id)) await this.#update(lists => withoutConnection(lists, id));
  }

  /** Writes what was gathered. */
  async flush(): Promise<void> {
    clearTimeout(this.#writeTimer);
    this.#writeTimer = undefined;
    const pendingLists = [...this.#pendingLists.values()];
    this.#pendingLists.clear();
    if (pendingLists.length > 0) await this.#update(lists => mergeLists(lists, pendingLists));
  }

  dispose(): void {
    clearTimeout(this.#writeTimer);
    this.#disposed.abort();
  }

  /** A tree that is forgotten is no reason for a message. */
  async #update(change: (lists: readonly CachedList[]) => readonly CachedList[]): Promise<void> {
    try {
      await updateState(this.#file, parseCachedLists, change, {}, this.#disposed.signal);
    } catch (error) {
      this.#onError(error);
    }
  }
}

function isSandboxNodeId(id: string): boolean {
  return id === 'sandbox' || id.startsWith('sandbox|');
}
