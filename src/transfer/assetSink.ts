import { createHash, type Hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { hashNames, type HashName, type Hashes } from '../core/asset';

const batchBytes = 1024 * 1024;

/** What came in. */
export interface ReceivedContent {
  readonly bytes: number;
  readonly hashes: Hashes;
}

/**
 * Writes chunks to a file, about 1 MiB at a time, and hashes them while they pass. One write is under
 * way at most, so a disk that is slower than the line slows the line down.
 */
export class AssetSink {
  readonly #handle: FileHandle;
  readonly #hashes: readonly (readonly [HashName, Hash])[];
  readonly #progress: (bytes: number) => void;
  #batch: Uint8Array[] = [];
  #pendingBytes = 0;
  #bytes = 0;
  #writing: Promise<void> = Promise.resolve();

  constructor(handle: FileHandle, hashes: readonly HashName[], progress: (bytes: number) => void) {
    this.#handle = handle;
    this.#hashes = hashes.map(name => [name, createHash(name.replace('-', '').toLowerCase())]);
    this.#progress = progress;
  }

  /** Takes the next chunk; what it returns is to be waited for before the one after it. */
  write(chunk: Uint8Array): Promise<void> | undefined {
    for (const [, hash] of this.#hashes) hash.update(chunk);
    this.#bytes += chunk.length;
    this.#progress(this.#bytes);
    this.#batch.push(chunk);
    this.#pendingBytes += chunk.length;
    return this.#pendingBytes < batchBytes ? undefined : this.#flush();
  }

  /** Writes what is left. */
  async finish(): Promise<ReceivedContent> {
    await this.#flush();
    await this.#writing;
    const digests = this.#hashes.map(([name, hash]) => [name, hash.digest('hex')]);
    return { bytes: this.#bytes, hashes: Object.fromEntries(digests) as Hashes };
  }

  /** Waits until nothing is being written any more, however that ends. */
  async settle(): Promise<void> {
    await this.#writing.catch(() => undefined);
  }

  /** Resolves when the write before has ended: the one that starts then may go on by itself. */
  async #flush(): Promise<void> {
    const batch = this.#batch;
    const size = this.#pendingBytes;
    this.#batch = [];
    this.#pendingBytes = 0;
    await this.#writing;
    if (size === 0) return;
    this.#writing = writeAll(this.#handle, batch, size);
    // Whoever waits next is told.
    this.#writing.catch(() => undefined);
  }
}

async function writeAll(
  handle: FileHandle,
  batch: readonly Uint8Array[],
  size: number,
): Promise<void> {
  let { bytesWritten: done } = await handle.writev(batch);
  if (done === size) return;
  const whole = Buffer.concat(batch);
  while (done < size) {
    const { bytesWritten } = await handle.write(whole, done);
    if (bytesWritten === 0)
      throw Object.assign(new Error('nothing was written'), { code: 'ENOSPC' });
    done += bytesWritten;
  }
}

/**
 * Which of the listed hashes to compare. SHA-256 settles it alone; where it is not listed, all others
 * count. More of them at once would make a download twice as slow for no more certainty.
 */
export function hashesToCompare(listed: Hashes): readonly HashName[] {
  if (listed['SHA-256'] !== undefined) return ['SHA-256'];
  return hashNames.filter(name => listed[name] !== undefined);
}
