/** What a key holds; `null` says that it was deleted, which hides what older tables hold. */
export type Entry = readonly [key: string, value: unknown];

/** The newest changes, in memory and in order of their keys. */
export class MemTable {
  readonly #values = new Map<string, unknown>();
  #sorted: string[] = [];
  #unsorted: string[] = [];

  /** Number of keys. */
  get size(): number {
    return this.#values.size;
  }

  /** The value of `key`, `null` when it was deleted, `undefined` when nothing is known of it. */
  get(key: string): unknown {
    return this.#values.get(key);
  }

  /** Applies changes in their order. */
  apply(changes: readonly Entry[]): void {
    for (const [key, value] of changes) {
      if (!this.#values.has(key)) this.#unsorted.push(key);
      this.#values.set(key, value);
    }
  }

  /** Entries from `start` on, in order. Keys that come while it runs may be missed. */
  *entriesFrom(start: string): Generator<Entry> {
    const keys = this.#keys();
    for (let at = lowerBound(keys, start); at < keys.length; at++) {
      const key = keys[at] ?? '';
      yield [key, this.#values.get(key)];
    }
  }

  /** Sorting waits for the first reader, so that many writes in a row cost nothing. */
  #keys(): readonly string[] {
    if (this.#unsorted.length > 0) {
      this.#sorted = [...this.#sorted, ...this.#unsorted].sort(compareKeys);
      this.#unsorted = [];
    }
    return this.#sorted;
  }
}

/** The one order of keys: by UTF-16 code units, as JavaScript compares strings. */
function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The first index of `keys` that is not before `start`. */
export function lowerBound(keys: readonly string[], start: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? '') < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
