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

/** The items of a list when it was last loaded. */
export interface CachedChildren {
  readonly nodes: readonly Node[];
  readonly cachedAt: Date;
}

/** Opening a tree loads several lists at once. */
const writeDelayMilliseconds = 1000;

/**
 * The tree as it was last loaded, for windows that open without a network. It is stored in a file
 * that all windows share, and contains only names. Lists of the sandbox are not stored.
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

  /** The stored children of `parent`, or undefined if there are none or they cannot be read. */
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

  /** Stores the children of `parent` that were just loaded. */
  store(parent: ParentNode, nodes: readonly Node[]): void {
    if (!this.#mayWrite() || isSandboxNodeId(nodeId(parent))) return;
    const list = toCachedList(parent, nodes, new Date());
    this.#pendingLists.set(list.of, list);
    this.#writeTimer ??= setTimeout(() => void this.flush(), writeDelayMilliseconds);
  }

  /** Deletes the stored lists of the connection with this id. */
  async removeConnection(id: string): Promise<void> {
    const pendingLists = withoutConnection([...this.#pendingLists.values()], id);
    this.#pendingLists.clear();
    for (const list of pendingLists) this.#pendingLists.set(list.of, list);
    if (!isSandboxNodeId(id)) await this.#update(lists => withoutConnection(lists, id));
  }

  /** Writes the collected lists now. */
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

  /** Losing the cache is not worth an error message. */
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
