import type * as fs from 'node:fs';
import { closeSync, fstatSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { FatalError } from '../fatalError';
import type { Entry } from './memTable';

/** The content of a log. `damagedBytes` is the size of what follows the last valid record. */
export interface ReplayResult {
  readonly batches: readonly (readonly Entry[])[];
  readonly validBytes: number;
  readonly damagedBytes: number;
}

/**
 * Reads a log up to its first damaged record. A record is one line, `CRC32 JSON`, so the line that a
 * process leaves when it is killed while writing fails its checksum.
 */
export function replayLog(file: string): ReplayResult {
  const bytes = readFileSync(file);
  const batches: (readonly Entry[])[] = [];
  let at = 0;
  for (;;) {
    const end = bytes.indexOf(0x0a, at);
    const batch = end < 0 ? undefined : parseRecord(bytes.toString('utf8', at, end));
    if (!batch) return { batches, validBytes: at, damagedBytes: bytes.length - at };
    batches.push(batch);
    at = end + 1;
  }
}

function parseRecord(line: string): readonly Entry[] | undefined {
  const json = line.slice(9);
  if (line[8] !== ' ' || checksum(json) !== line.slice(0, 8)) return undefined;
  return JSON.parse(json) as readonly Entry[];
}

function checksum(json: string): string {
  return crc32(json).toString(16).padStart(8, '0');
}

/** The functions a log writes with. */
export type LogFileSystem = Pick<typeof fs, 'writeSync' | 'ftruncateSync'>;

/** A log open for writing. When `append` returns, the operating system has the bytes. */
export class WriteAheadLog {
  readonly #file: string;
  readonly #handle: number;
  readonly #fileSystem: LogFileSystem;
  #bytes: number;
  #closed = false;

  /** Opens `file`, which is created if necessary, and truncates it to `validBytes`. */
  constructor(
    file: string,
    validBytes: number,
    fileSystem: LogFileSystem = { writeSync, ftruncateSync },
  ) {
    this.#file = file;
    this.#fileSystem = fileSystem;
    this.#handle = openSync(file, 'a', 0o600);
    ftruncateSync(this.#handle, validBytes);
    this.#bytes = validBytes;
  }

  /** The size of the log. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Throws `FatalError` when the file was removed, because appended records would be lost. */
  checkWritable(): void {
    if (this.#closed) throw new Error(`${this.#file} is closed`);
    if (fstatSync(this.#handle).nlink === 0)
      throw new FatalError(`${this.#file} was removed while the sandbox was running.`);
  }

  /**
   * Appends a batch; when it throws (on a full disk, for example), nothing is appended. Throws
   * `FatalError` when a part of a batch could not be removed, because later records would be lost.
   */
  append(batch: readonly Entry[]): void {
    this.checkWritable();
    const json = JSON.stringify(batch);
    const record = Buffer.from(`${checksum(json)} ${json}\n`);
    try {
      for (let written = 0; written < record.length;)
        written += this.#fileSystem.writeSync(
          this.#handle,
          record,
          written,
          record.length - written,
        );
    } catch (error) {
      this.#rollBack();
      throw error;
    }
    this.#bytes += record.length;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    closeSync(this.#handle);
  }

  #rollBack(): void {
    try {
      this.#fileSystem.ftruncateSync(this.#handle, this.#bytes);
    } catch (cause) {
      throw new FatalError(`A change could be written only in part to ${this.#file}.`, { cause });
    }
  }
}
