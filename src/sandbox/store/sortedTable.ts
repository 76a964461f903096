import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { lowerBound, type Entry } from './memTable';

// A table is a file of sorted lines `KEY<tab>JSON` in blocks of about 8 KiB, then one line of JSON
// with the first key and the offset of each block, then a footer with the offset of that line.
const blockBytes = 8192;
const chunkBytes = 262_144;
const footerBytes = 16;

/** The number of blocks in the cache (2 MiB), which serves reads close to each other. */
const cachedBlocks = 256;

interface Index {
  readonly keys: readonly string[];
  readonly offsets: readonly number[];
}

/** A value in its serialized form. */
class SerializedValue {
  readonly json: string;

  constructor(json: string) {
    this.json = json;
  }
}

/** An immutable sorted file. Opening it reads its index only; lookups read single blocks. */
export class SortedTable {
  readonly #handle: number;
  readonly #index: Index;
  readonly #end: number;
  readonly #cache = new Map<number, string>();

  /** Opens a file of `writeSortedTable`. Throws when the file is not complete. */
  constructor(file: string) {
    this.#handle = openSync(file, 'r');
    const size = fstatSync(this.#handle).size;
    const footer = this.#read(size - footerBytes, footerBytes);
    this.#end = Number(footer);
    if (!/^ *\d+\n$/.test(footer)) throw new Error(`${file} is not a whole table`);
    const index = this.#read(this.#end, size - footerBytes - this.#end);
    this.#index = JSON.parse(index) as Index;
  }

  /** The size of the entries. */
  get bytes(): number {
    return this.#end;
  }

  /** The value of `key`, or `undefined`. */
  get(key: string): unknown {
    const block = this.#block(this.#blockOf(key));
    const found = block.indexOf(`\n${key}\t`);
    if (found < 0) return undefined;
    const start = found + key.length + 2;
    const end = block.indexOf('\n', start);
    return JSON.parse(block.slice(start, end < 0 ? undefined : end)) as unknown;
  }

  /** The entries from `start` on, in order. */
  *entriesFrom(start: string): Generator<Entry> {
    for (const [key, { json }] of this.serializedEntriesFrom(start))
      yield [key, JSON.parse(json) as unknown];
  }

  /** The entries from `start` on with serialized values, for copying them. */
  *serializedEntriesFrom(start: string): Generator<readonly [key: string, value: SerializedValue]> {
    const first = this.#blockOf(start);
    for (let at = first; at < this.#index.keys.length; at++)
      for (const line of this.#block(at).slice(1).split('\n')) {
        const tab = line.indexOf('\t');
        const key = line.slice(0, tab);
        if (at > first || key >= start) yield [key, new SerializedValue(line.slice(tab + 1))];
      }
  }

  close(): void {
    closeSync(this.#handle);
  }

  #blockOf(key: string): number {
    const after = lowerBound(this.#index.keys, key);
    return this.#index.keys[after] === key ? after : Math.max(0, after - 1);
  }

  /** The lines of a block, with a line end before each. */
  #block(at: number): string {
    const start = this.#index.offsets[at];
    if (start === undefined) return '';
    const cached = this.#cache.get(at);
    if (cached !== undefined) return cached;
    const end = this.#index.offsets[at + 1] ?? this.#end;
    const block = `\n${this.#read(start, end - start - 1)}`;
    // A map keeps insertion order, so the first key is the oldest.
    for (const oldest of this.#cache.keys())
      if (this.#cache.size >= cachedBlocks) this.#cache.delete(oldest);
      else break;
    this.#cache.set(at, block);
    return block;
  }

  #read(position: number, length: number): string {
    const buffer = Buffer.allocUnsafe(Math.max(0, length));
    for (let bytesRead = 0; bytesRead < buffer.length;) {
      const count = readSync(
        this.#handle,
        buffer,
        bytesRead,
        buffer.length - bytesRead,
        position + bytesRead,
      );
      if (count === 0) throw new Error('A table ended too early');
      bytesRead += count;
    }
    return buffer.toString('utf8');
  }
}

/**
 * Writes `entries`, which must be sorted and without deletions, to the new file `file` and syncs it.
 * Yields to other work of the process in between.
 */
export async function writeSortedTable(file: string, entries: Iterable<Entry>): Promise<void> {
  // An existing file belongs to another process.
  const handle = await open(file, 'wx', 0o600);
  try {
    const keys: string[] = [];
    const offsets: number[] = [];
    let pending: Buffer[] = [];
    let pendingBytes = 0;
    let written = 0;
    let blockStart = -Infinity;
    const flush = async () => {
      const bytes = Buffer.concat(pending);
      pending = [];
      pendingBytes = 0;
      await handle.appendFile(bytes);
    };
    for (const [key, value] of entries) {
      if (written - blockStart >= blockBytes) {
        blockStart = written;
        keys.push(key);
        offsets.push(written);
      }
      const json = value instanceof SerializedValue ? value.json : JSON.stringify(value);
      const line = Buffer.from(`${key}\t${json}\n`);
      pending.push(line);
      pendingBytes += line.length;
      written += line.length;
      if (pendingBytes >= chunkBytes) await flush();
    }
    const index: Index = { keys, offsets };
    const footer = `${String(written).padStart(footerBytes - 1)}\n`;
    pending.push(Buffer.from(`${JSON.stringify(index)}\n${footer}`));
    await flush();
    await handle.sync();
  } finally {
    await handle.close();
  }
}
