import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { open, readdir, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { AssetRecord } from './records';
import { writeWithDigests, type ContentDigests } from './writeWithDigests';

/** Bytes that were received and hashed but belong to nothing yet. */
export interface ReceivedBlob extends ContentDigests {
  readonly file: string;
}

/**
 * The bytes of assets, by SHA-256. They stream to a file in `incoming/` and are renamed into place
 * when whole, so a reader never sees half an asset; `incoming/` is emptied at each start.
 */
export class BlobStore {
  readonly #folder: string;
  readonly #incoming: string;
  readonly #checkOwnership: () => void;

  /** `guard` runs before anything in `folder` is made or removed, and may throw. */
  constructor(folder: string, checkOwnership: () => void = () => undefined) {
    this.#checkOwnership = checkOwnership;
    this.#folder = path.join(folder, 'blobs');
    this.#incoming = path.join(folder, 'incoming');
    rmSync(this.#incoming, { recursive: true, force: true });
    mkdirSync(this.#incoming, { recursive: true, mode: 0o700 });
  }

  /** Streams `source` to disk, hashing; no more than `limitBytes`, else it throws `BlobTooLargeError`. */
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

  /** Gives received bytes their place. Synchronous, so that it and the commit after it are one step. */
  save(blob: ReceivedBlob): void {
    this.#checkOwnership();
    const target = this.#path(blob.sha256);
    mkdirSync(path.dirname(target), { recursive: true, mode: 0o700 });
    renameSync(blob.file, target);
  }

  /** Throws received bytes away. */
  discard(blob: ReceivedBlob): void {
    rmSync(blob.file, { force: true });
  }

  /** Removes a blob that nothing uses any more. */
  remove(sha256: string): void {
    this.#checkOwnership();
    rmSync(this.#path(sha256), { force: true });
  }

  /**
   * Opens the bytes of `asset`, for the caller to read or to destroy. Throws `AssetUnreadableError` unless
   * its file can be opened and has its size.
   */
  async open(asset: Pick<AssetRecord, 'name' | 'sha256' | 'size'>): Promise<Readable> {
    let handle: FileHandle | undefined;
    try {
      handle = await open(this.#path(asset.sha256), 'r');
      const { size } = await handle.stat();
      if (size !== asset.size) throw new Error(`Its file has ${size} bytes, not ${asset.size}`);
    } catch (error) {
      await handle?.close();
      this.#checkOwnership();
      throw new AssetUnreadableError(asset.name, error);
    }
    const stream = handle.createReadStream({ highWaterMark: 262_144 });
    // The reader handles errors; without a listener, one after the last read would be uncaught.
    return stream.on('error', () => undefined);
  }

  /**
   * Removes blobs that are older than `before` and for which `isUsed` says no: a process that died
   * between keeping one and the commit after it left them. Other work goes on meanwhile; an aborted `signal` ends it early.
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

/** The file of an asset that the store names is missing, damaged or not readable. */
export class AssetUnreadableError extends Error {
  override readonly name = 'AssetUnreadableError';

  constructor(asset: string, cause: unknown) {
    super(`The bytes of the asset '${asset}' cannot be read from the data folder`, { cause });
  }
}

/** An asset is larger than the service takes. */
export class BlobTooLargeError extends Error {
  override readonly name = 'BlobTooLargeError';
}
