/** What is known of a connection arrives in several pieces: they are drawn together. */
const redrawDelayMilliseconds = 100;

/** The id for the list of the connections themselves. */
export const rootListId = '';

/**
 * Draws connections anew, but none while VS Code waits for one of its lists: VS Code drops the answer
 * to a list when a node above it changes, and closes a node that changes while it is being opened.
 */
export class RedrawScheduler {
  readonly #redraw: (id: string) => void;
  readonly #delay: number;
  readonly #pending = new Set<string>();
  /** The ids of the connections whose lists VS Code waits for, one for each list. */
  readonly #loading: string[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** `draw` fires the change of the connection of that id. */
  constructor(redraw: (id: string) => void, delayMilliseconds = redrawDelayMilliseconds) {
    this.#redraw = redraw;
    this.#delay = delayMilliseconds;
  }

  /** Runs `load`, which answers a list of the connection `id`, or of `rootListId`. */
  async whileLoading<T>(id: string, load: () => Promise<T>): Promise<T> {
    this.#loading.push(id);
    try {
      return await load();
    } finally {
      this.#loading.splice(this.#loading.indexOf(id), 1);
    }
  }

  /** Draws the connection `id` soon, once none of its lists is awaited. */
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
