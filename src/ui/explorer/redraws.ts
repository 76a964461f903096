/** What is known of a connection arrives in several pieces: they are drawn together. */
const redrawMilliseconds = 100;

/** The id for the list of the connections themselves. */
export const rootList = '';

/**
 * Draws connections anew, but none while VS Code waits for one of its lists: VS Code drops the answer
 * to a list when a node above it changes, and closes a node that changes while it is being opened.
 */
export class Redraws {
  readonly #draw: (id: string) => void;
  readonly #delay: number;
  readonly #due = new Set<string>();
  /** The ids of the connections whose lists VS Code waits for, one for each list. */
  readonly #loading: string[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** `draw` fires the change of the connection of that id. */
  constructor(draw: (id: string) => void, delayMilliseconds = redrawMilliseconds) {
    this.#draw = draw;
    this.#delay = delayMilliseconds;
  }

  /** Runs `load`, which answers a list of the connection `id`, or of `rootList`. */
  async whileLoading<T>(id: string, load: () => Promise<T>): Promise<T> {
    this.#loading.push(id);
    try {
      return await load();
    } finally {
      this.#loading.splice(this.#loading.indexOf(id), 1);
    }
  }

  /** Draws the connection `id` soon, once none of its lists is awaited. */
  add(id: string): void {
    this.#due.add(id);
    this.#timer ??= setTimeout(() => this.#drawDue(), this.#delay);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #drawDue(): void {
    this.#timer = undefined;
    const due = [...this.#due];
    this.#due.clear();
    for (const id of due)
      if (this.#loading.includes(rootList) || this.#loading.includes(id)) this.add(id);
      else this.#draw(id);
  }
}
