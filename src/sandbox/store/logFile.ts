import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { Entry } from './memTable';

/** What a log held. `damagedBytes` counts what follows the last whole record and is not one. */
export interface Replay {
  readonly batches: readonly (readonly Entry[])[];
  readonly goodBytes: number;
  readonly damagedBytes: number;
}

/**
 * Reads a log. A record is one line, `CRC32 JSON`, so a process that died while it wrote leaves a
 * line that does not check; reading ends there.
 */
export function replay(file: string): Replay {
  const bytes = readFileSync(file);
  const batches: (readonly Entry[])[] = [];
  let at = 0;
  for (;;) {
    const end = bytes.indexOf(0x0a, at);
    const batch = end < 0 ? undefined : parse(bytes.toString('utf8', at, end));
    if (!batch) return { batches, goodBytes: at, damagedBytes: bytes.length - at };
    batches.push(batch);
    at = end + 1;
  }
}

function parse(line: string): readonly Entry[] | undefined {
  const json = line.slice(9);
  if (line[8] !== ' ' || checksum(json) !== line.slice(0, 8)) return undefined;
  return JSON.parse(json) as readonly Entry[];
}

function checksum(json: string): string {
  return crc32(json).toString(16).padStart(8, '0');
}

/** A log that is being written. Whatever `append` returned from is in the operating system's hands. */
export class LogFile {
  readonly #handle: number;
  #bytes: number;

  /** Opens `file`, made if need be, and cuts it to its first `goodBytes`. */
  constructor(file: string, goodBytes: number) {
    this.#handle = openSync(file, 'a', 0o600);
    ftruncateSync(this.#handle, goodBytes);
    this.#bytes = goodBytes;
  }

  /** The bytes written so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Appends one batch: all of it or, when it throws (a full disk), nothing. */
  append(batch: readonly Entry[]): void {
    const json = JSON.stringify(batch);
    const record = Buffer.from(`${checksum(json)} ${json}\n`);
    try {
      for (let sent = 0; sent < record.length;)
        sent += writeSync(this.#handle, record, sent, record.length - sent);
    } catch (error) {
      ftruncateSync(this.#handle, this.#bytes);
      throw error;
    }
    this.#bytes += record.length;
  }

  close(): void {
    closeSync(this.#handle);
  }
}
