import { createHash, type Hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { hashNames, type HashName, type Hashes } from '../core/asset';

const batchBytes = 1024 * 1024;

/** The size and the hashes of the received bytes. */
export interface ReceivedContent {
  readonly bytes: number;
  readonly hashes: Hashes;
}

/**
 * Writes chunks to a file, about 1 MiB at a time, and hashes them. At most one write runs at a time, so
 * that a slow disk slows the download down instead of filling the memory.
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

  /** Takes the next chunk. The caller awaits the result before it passes another one. */
  write(chunk: Uint8Array): Promise<void> | undefined {
    for (const [, hash] of this.#hashes) hash.update(chunk);
    this.#bytes += chunk.length;
    this.#progress(this.#bytes);
    this.#batch.push(chunk);
    this.#pendingBytes += chunk.length;
    return this.#pendingBytes < batchBytes ? undefined : this.#flush();
  }

  /** Writes the remaining bytes. Throws errors of the file system. */
  async finish(): Promise<ReceivedContent> {
    await this.#flush();
    await this.#writing;
    const digests = this.#hashes.map(([name, hash]) => [name, hash.digest('hex')]);
    return { bytes: this.#bytes, hashes: Object.fromEntries(digests) as Hashes };
  }

  /** Waits for the running write. Never throws. */
  async settle(): Promise<void> {
    await this.#writing.catch(() => undefined);
  }

  /** Starts a write and resolves as soon as the previous one has finished. */
  async #flush(): Promise<void> {
    const batch = this.#batch;
    const size = this.#pendingBytes;
    this.#batch = [];
    this.#pendingBytes = 0;
    await this.#writing;
    if (size === 0) return;
    this.#writing = writeAll(this.#handle, batch, size);
    // The next caller that awaits it receives the error.
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
 * The hashes to compare: SHA-256 alone if it is listed, otherwise all that are. Computing more of them
 * would make a download twice as slow and no more certain.
 */
export function hashesToCompare(listed: Hashes): readonly HashName[] {
  if (listed['SHA-256'] !== undefined) return ['SHA-256'];
  return hashNames.filter(name => listed[name] !== undefined);
}
