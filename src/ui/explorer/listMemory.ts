import { readState, updateState } from '../../files/stateFile';
import {
  type KeptList,
  keptList,
  nodesOf,
  parseLists,
  withLists,
  withoutConnection,
} from './keptLists';
import { type Node, nodeId, type ParentNode } from './node';

/** What a list held when it was last answered. */
export interface Recalled {
  readonly nodes: readonly Node[];
  readonly at: Date;
}

/** Several lists come at once, when a tree is opened. */
const gatherMilliseconds = 1000;

/**
 * The tree as it was last seen, for windows that open without a network: in a file that all windows
 * share, names only. A sandbox is on this machine, and needs none.
 */
export class ListMemory {
  readonly #file: string;
  readonly #mayWrite: () => boolean;
  readonly #report: (error: unknown) => void;
  readonly #gathered = new Map<string, KeptList>();
  readonly #end = new AbortController();
  #gathering: NodeJS.Timeout | undefined;

  constructor(file: string, mayWrite: () => boolean, report: (error: unknown) => void) {
    this.#file = file;
    this.#mayWrite = mayWrite;
    this.#report = report;
  }

  /** What was last known of the children of `parent`. What cannot be read is not known. */
  async recall(parent: ParentNode): Promise<Recalled | undefined> {
    try {
      const lists = await readState(this.#file, parseLists, {}, this.#end.signal);
      const list = lists.find(({ of }) => of === nodeId(parent));
      return list && { nodes: nodesOf(list, parent), at: new Date(list.at) };
    } catch (error) {
      this.#report(error);
      return undefined;
    }
  }

  /** Keeps the children of `parent`, as they were answered just now. */
  remember(parent: ParentNode, nodes: readonly Node[]): void {
    if (!this.#mayWrite() || isOfSandbox(nodeId(parent))) return;
    const list = keptList(parent, nodes, new Date());
    this.#gathered.set(list.of, list);
    this.#gathering ??= setTimeout(() => void this.flush(), gatherMilliseconds);
  }

  /** Keeps nothing any more of what was reached through the connection of that id. */
  async forget(id: string): Promise<void> {
    const gathered = withoutConnection([...this.#gathered.values()], id);
    this.#gathered.clear();
    for (const list of gathered) this.#gathered.set(list.of, list);
    if (!isOfSandbox(id)) await this.#change(lists => withoutConnection(lists, id));
  }

  /** Writes what was gathered. */
  async flush(): Promise<void> {
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    const gathered = [...this.#gathered.values()];
    this.#gathered.clear();
    if (gathered.length > 0) await this.#change(lists => withLists(lists, gathered));
  }

  dispose(): void {
    clearTimeout(this.#gathering);
    this.#end.abort();
  }

  /** A tree that is forgotten is no reason for a message. */
  async #change(change: (lists: readonly KeptList[]) => readonly KeptList[]): Promise<void> {
    try {
      await updateState(this.#file, parseLists, change, {}, this.#end.signal);
    } catch (error) {
      this.#report(error);
    }
  }
}

function isOfSandbox(id: string): boolean {
  return id === 'sandbox' || id.startsWith('sandbox|');
}
