/** The facts about a connection arrive one by one and are drawn together. */
const redrawDelayMilliseconds = 100;

/** The id of the list of connections. */
export const rootListId = '';

/**
 * Redraws connections, but not while VS Code is waiting for one of their lists. VS Code drops the
 * response to a list when an ancestor changes, and collapses a node that changes while it is being
 * expanded.
 */
export class RedrawScheduler {
  readonly #redraw: (id: string) => void;
  readonly #delay: number;
  readonly #pending = new Set<string>();
  /** The ids of the connections whose lists VS Code is waiting for, one per list. */
  readonly #loading: string[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** `redraw` fires the change event of the connection with this id. */
  constructor(redraw: (id: string) => void, delayMilliseconds = redrawDelayMilliseconds) {
    this.#redraw = redraw;
    this.#delay = delayMilliseconds;
  }

  /** Runs `load`, which loads a list of the connection `id` or the list `rootListId`. */
  async whileLoading<T>(id: string, load: () => Promise<T>): Promise<T> {
    this.#loading.push(id);
    try {
      return await load();
    } finally {
      this.#loading.splice(this.#loading.indexOf(id), 1);
    }
  }

  /** Redraws the connection `id` soon, when none of its lists is being loaded. */
  schedule(id: string): void {
    this.#pending.add(id);
    this.#timer ??= setTimeout(() => this.#redrawPending(), this.#delay);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #redrawPending(): void {
    this.#timer = undefined;
    const pending = [...this.#pending];
    this.#pending.clear();
    for (const id of pending)
      if (this.#loading.includes(rootListId) || this.#loading.includes(id)) this.schedule(id);
      else this.#redraw(id);
  }
}
