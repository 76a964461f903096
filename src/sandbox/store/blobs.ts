import { randomBytes } from 'node:crypto';
import { createReadStream, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { writeHashed, type Hashed } from './writeHashed';

/** Bytes that were received and hashed but belong to nothing yet. */
export interface Incoming extends Hashed {
  readonly file: string;
}

/**
 * The bytes of assets, by SHA-256. They stream to a file in `incoming/` and are renamed into place
 * when whole, so a reader never sees half an asset; `incoming/` is emptied at each start.
 */
export class Blobs {
  readonly #folder: string;
  readonly #incoming: string;

  constructor(folder: string) {
    this.#folder = path.join(folder, 'blobs');
    this.#incoming = path.join(folder, 'incoming');
    rmSync(this.#incoming, { recursive: true, force: true });
    mkdirSync(this.#incoming, { recursive: true, mode: 0o700 });
  }

  /** Streams `source` to disk, hashing; no more than `limitBytes`, else it throws `too-large`. */
  async receive(
    source: AsyncIterable<Uint8Array>,
    limitBytes: number,
    signal: AbortSignal,
  ): Promise<Incoming> {
    const file = path.join(this.#incoming, randomBytes(12).toString('hex'));
    const handle = await open(file, 'wx', 0o600);
    try {
      const hashed = await writeHashed(handle, limited(source, limitBytes, signal));
      await handle.close();
      return { file, ...hashed };
    } catch (error) {
      await handle.close().catch(() => undefined);
      rmSync(file, { force: true });
      throw error;
    }
  }

  /** Gives received bytes their place. Synchronous, so that it and the commit after it are one step. */
  keep(incoming: Incoming): void {
    const target = this.#path(incoming.sha256);
    mkdirSync(path.dirname(target), { recursive: true, mode: 0o700 });
    renameSync(incoming.file, target);
  }

  /** Throws received bytes away. */
  discard(incoming: Incoming): void {
    rmSync(incoming.file, { force: true });
  }

  /** Removes a blob that nothing uses any more. */
  remove(sha256: string): void {
    rmSync(this.#path(sha256), { force: true });
  }

  /** The bytes of a blob. */
  read(sha256: string): Readable {
    return createReadStream(this.#path(sha256), { highWaterMark: 262_144 });
  }

  /**
   * Removes blobs that are older than `before` and for which `isUsed` says no: a process that died
   * between keeping one and the commit after it left them. Other work goes on meanwhile; an aborted `signal` ends it early.
   */
  async sweep(
    isUsed: (sha256: string) => boolean,
    before: Date,
    signal: AbortSignal,
  ): Promise<void> {
    const folders = await readdir(this.#folder).catch(() => []);
    for (const folder of folders)
      for (const sha256 of await readdir(path.join(this.#folder, folder))) {
        if (signal.aborted) return;
        const modified = statSync(this.#path(sha256), { throwIfNoEntry: false })?.mtimeMs;
        if (modified !== undefined && modified < before.getTime() && !isUsed(sha256))
          this.remove(sha256);
      }
  }

  /** Whether the blob is there with that many bytes. */
  has(sha256: string, size: number): boolean {
    return statSync(this.#path(sha256), { throwIfNoEntry: false })?.size === size;
  }

  #path(sha256: string): string {
    return path.join(this.#folder, sha256.slice(0, 2), sha256);
  }
}

async function* limited(
  source: AsyncIterable<Uint8Array>,
  limitBytes: number,
  signal: AbortSignal,
) {
  let size = 0;
  for await (const chunk of source) {
    signal.throwIfAborted();
    size += chunk.length;
    if (size > limitBytes) throw new TooLarge();
    yield chunk;
  }
}

/** An asset is larger than the service takes. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
}
