import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { lowerBound, type Entry } from './memTable';

// A table is a file of lines `KEY<tab>JSON` in order, cut into blocks of some 8 KiB; then one line of
// JSON with each block's first key and offset; then a footer with that line's offset.
const blockBytes = 8192;
const chunkBytes = 262_144;
const footerBytes = 16;

interface Index {
  readonly keys: readonly string[];
  readonly offsets: readonly number[];
}

/** A sorted file that never changes. Opening it reads its index; reading it reads single blocks. */
export class Table {
  readonly #handle: number;
  readonly #index: Index;
  readonly #end: number;

  /** Opens a file that `writeTable` finished; throws for any other. */
  constructor(file: string) {
    this.#handle = openSync(file, 'r');
    const size = fstatSync(this.#handle).size;
    const footer = this.#read(size - footerBytes, footerBytes);
    this.#end = Number(footer);
    if (!/^ *\d+\n$/.test(footer)) throw new Error(`${file} is not a whole table`);
    const index = this.#read(this.#end, size - footerBytes - this.#end);
    this.#index = JSON.parse(index) as Index;
  }

  /** The bytes of its entries. */
  get bytes(): number {
    return this.#end;
  }

  /** The value of `key`, or `undefined`. */
  get(key: string): unknown {
    for (const line of this.#block(this.#blockOf(key)))
      if (line.startsWith(key) && line[key.length] === '\t') return entry(line)[1];
    return undefined;
  }

  /** Entries from `start` on, in order. */
  *from(start: string): Generator<Entry> {
    const first = this.#blockOf(start);
    for (let at = first; at < this.#index.keys.length; at++)
      for (const line of this.#block(at)) {
        const [key, value] = entry(line);
        if (at > first || key >= start) yield [key, value];
      }
  }

  close(): void {
    closeSync(this.#handle);
  }

  #blockOf(key: string): number {
    const after = lowerBound(this.#index.keys, key);
    return this.#index.keys[after] === key ? after : Math.max(0, after - 1);
  }

  #block(at: number): string[] {
    const start = this.#index.offsets[at];
    if (start === undefined) return [];
    const end = this.#index.offsets[at + 1] ?? this.#end;
    return this.#read(start, end - start - 1).split('\n');
  }

  #read(position: number, length: number): string {
    const buffer = Buffer.allocUnsafe(Math.max(0, length));
    for (let got = 0; got < buffer.length;) {
      const count = readSync(this.#handle, buffer, got, buffer.length - got, position + got);
      if (count === 0) throw new Error('A table ended too early');
      got += count;
    }
    return buffer.toString('utf8');
  }
}

/**
 * Writes `entries`, which must be in order and without deletions, to `file` and syncs it. Other work
 * of the process goes on meanwhile.
 */
export async function writeTable(file: string, entries: Iterable<Entry>): Promise<void> {
  const handle = await open(file, 'w', 0o600);
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
      const line = Buffer.from(`${key}\t${JSON.stringify(value)}\n`);
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

function entry(line: string): Entry {
  const tab = line.indexOf('\t');
  return [line.slice(0, tab), JSON.parse(line.slice(tab + 1)) as unknown];
}
