import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { open, readdir, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { AssetRecord } from './records';
import { writeWithDigests, type ContentDigests } from './writeWithDigests';

/** Bytes that are received and hashed, but not stored yet. */
export interface ReceivedBlob extends ContentDigests {
  readonly file: string;
}

/**
 * Stores the bytes of assets under their SHA-256. They are written to a file in `incoming/` and moved
 * into place when complete, so a reader never sees a part of an asset. Each start empties `incoming/`.
 */
export class BlobStore {
  readonly #folder: string;
  readonly #incoming: string;
  readonly #checkOwnership: () => void;

  /** Calls `checkOwnership`, which may throw, before it creates or removes anything in `folder`. */
  constructor(folder: string, checkOwnership: () => void = () => undefined) {
    this.#checkOwnership = checkOwnership;
    this.#folder = path.join(folder, 'blobs');
    this.#incoming = path.join(folder, 'incoming');
    rmSync(this.#incoming, { recursive: true, force: true });
    mkdirSync(this.#incoming, { recursive: true, mode: 0o700 });
  }

  /** Writes `source` to disk and hashes it. Throws `BlobTooLargeError` for more than `limitBytes`. */
  async receive(
    source: AsyncIterable<Uint8Array>,
    limitBytes: number,
    signal: AbortSignal,
  ): Promise<ReceivedBlob> {
    const file = path.join(this.#incoming, randomBytes(12).toString('hex'));
    const handle = await this.#create(file);
    try {
      const hashed = await writeWithDigests(handle, withSizeLimit(source, limitBytes, signal));
      await handle.close();
      return { file, ...hashed };
    } catch (error) {
      await handle.close().catch(() => undefined);
      rmSync(file, { force: true });
      throw error;
    }
  }

  /** Moves received bytes into place. Synchronous, so that no request runs before the commit after it. */
  save(blob: ReceivedBlob): void {
    this.#checkOwnership();
    const target = this.#path(blob.sha256);
    mkdirSync(path.dirname(target), { recursive: true, mode: 0o700 });
    renameSync(blob.file, target);
  }

  /** Deletes received bytes; does nothing after `save`. */
  discard(blob: ReceivedBlob): void {
    rmSync(blob.file, { force: true });
  }

  /** Deletes a blob that no version uses any more. */
  remove(sha256: string): void {
    this.#checkOwnership();
    rmSync(this.#path(sha256), { force: true });
  }

  /**
   * Opens the bytes of `asset`; the caller reads or destroys the stream. Throws `AssetUnreadableError`
   * when the file cannot be opened or has another size.
   */
  async open(asset: Pick<AssetRecord, 'name' | 'sha256' | 'size'>): Promise<Readable> {
    let handle: FileHandle | undefined;
    try {
      handle = await open(this.#path(asset.sha256), 'r');
      const { size } = await handle.stat();
      if (size !== asset.size) throw new Error(`The file has ${size} bytes, not ${asset.size}`);
    } catch (error) {
      await handle?.close();
      this.#checkOwnership();
      throw new AssetUnreadableError(asset.name, error);
    }
    const stream = handle.createReadStream({ highWaterMark: 262_144 });
    // The reader handles errors; without a listener, an error after the last read would be uncaught.
    return stream.on('error', () => undefined);
  }

  /**
   * Deletes blobs that are older than `before` and for which `isUsed` is false: a process killed
   * between `save` and the commit after it leaves them. Yields to other work; ends early when `signal`
   * is aborted.
   */
  async removeUnused(
    isUsed: (sha256: string) => boolean,
    before: Date,
    signal: AbortSignal,
  ): Promise<void> {
    const folders = await readdir(this.#folder).catch(() => []);
    for (const folder of folders)
      for (const sha256 of await readdir(path.join(this.#folder, folder)).catch(() => [])) {
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

  /** Makes a file in `incoming/`, which comes back when somebody removed it. */
  async #create(file: string): Promise<FileHandle> {
    try {
      return await open(file, 'wx', 0o600);
    } catch (error) {
      this.#checkOwnership();
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      mkdirSync(this.#incoming, { recursive: true, mode: 0o700 });
      return await open(file, 'wx', 0o600);
    }
  }

  #path(sha256: string): string {
    return path.join(this.#folder, sha256.slice(0, 2), sha256);
  }
}

async function* withSizeLimit(
  source: AsyncIterable<Uint8Array>,
  limitBytes: number,
  signal: AbortSignal,
) {
  let size = 0;
  for await (const chunk of source) {
    signal.throwIfAborted();
    size += chunk.length;
    if (size > limitBytes) throw new BlobTooLargeError();
    yield chunk;
  }
}

/** The file of a stored asset is missing, damaged or not readable. */
export class AssetUnreadableError extends Error {
  override readonly name = 'AssetUnreadableError';

  constructor(asset: string, cause: unknown) {
    super(`The asset '${asset}' cannot be read from the data folder`, { cause });
  }
}

/** Received bytes exceed their limit. */
export class BlobTooLargeError extends Error {
  override readonly name = 'BlobTooLargeError';
}
