/** A key and its value; the value `null` means that the key is deleted, also in older tables. */
export type Entry = readonly [key: string, value: unknown];

/** The latest changes, in memory and sorted by key. */
export class MemTable {
  readonly #values = new Map<string, unknown>();
  #sorted: string[] = [];
  #unsorted: string[] = [];

  /** The number of keys, deleted ones included. */
  get size(): number {
    return this.#values.size;
  }

  /** The value of `key`; `null` when it is deleted, `undefined` when it has not changed. */
  get(key: string): unknown {
    return this.#values.get(key);
  }

  /** Applies changes in order. */
  apply(changes: readonly Entry[]): void {
    for (const [key, value] of changes) {
      if (!this.#values.has(key)) this.#unsorted.push(key);
      this.#values.set(key, value);
    }
  }

  /** The entries from `start` on, in order. Keys that are added meanwhile may be missing. */
  *entriesFrom(start: string): Generator<Entry> {
    const keys = this.#keys();
    for (let at = lowerBound(keys, start); at < keys.length; at++) {
      const key = keys[at] ?? '';
      yield [key, this.#values.get(key)];
    }
  }

  /** Sorts when it is read, so that consecutive writes stay cheap. */
  #keys(): readonly string[] {
    if (this.#unsorted.length > 0) {
      this.#sorted = [...this.#sorted, ...this.#unsorted].sort(compareKeys);
      this.#unsorted = [];
    }
    return this.#sorted;
  }
}

/** Compares by UTF-16 code units, as `lowerBound` and the tables do. */
function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The index of the first of the sorted `keys` that is not less than `start`. */
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
