import { createHash } from 'node:crypto';
import { write, writev } from 'node:fs';
import { crc32 } from 'node:zlib';
import { Failure } from '../../core/failure';
import { deflateBlock, storedBlocks } from './deflateBlock';
import { entropyBits } from './entropyBits';
import type { Compression } from './packedArchive';
import { Semaphore } from './semaphore';

/**
 * Levels by the bits that a byte of a block carries: from `fromBits` on `level`, 0 for storing it as
 * it is. From 7 bits on deflate finds the same at every level, and the lowest is the fastest. One
 * percent more than `gzip -6` at most for `balanced`, five for `fast`.
 */
const compressionLevels = {
  fast: [
    { fromBits: 7.94, level: 0 },
    { fromBits: 7, level: 1 },
    { fromBits: 5.75, level: 3 },
    { fromBits: 0, level: 4 },
  ],
  balanced: [
    { fromBits: 7.99, level: 0 },
    { fromBits: 7, level: 1 },
    { fromBits: 0, level: 5 },
  ],
  small: [
    { fromBits: 7.99, level: 0 },
    { fromBits: 7, level: 1 },
    { fromBits: 0, level: 9 },
  ],
} as const satisfies Record<Compression, unknown>;

/** Node has four threads for everybody's files and names; one is left for them. */
const concurrency = 3;

/**
 * Blocks that are on their way at most. They are not of one size nor of one kind, and come out in
 * their order: with no more than are compressed at once, all would wait for the slowest.
 */
const maxPendingBlocks = 6;

/** No name, no time, no system: nothing of where and when. */
const gzipHeader = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);

/** An empty last block ends a deflate stream. */
const lastBlock = Buffer.from([3, 0]);

/** What is to be written, and what to do when it was. */
interface CompressedBlock {
  readonly parts: readonly Uint8Array[];
  readonly onWritten: () => void;
}

/** How an archive came out. */
export interface GzipResult {
  readonly bytes: number;
  readonly tarBytes: number;
  readonly sha256: string;
}

/**
 * Writes one gzip member: blocks are compressed next to each other on the pool, and written and
 * hashed in their order.
 */
export class GzipWriter {
  readonly #file: number;
  readonly #compression: Compression;
  readonly #maxBytes: number;
  readonly #hash = createHash('sha256');
  readonly #compressing: Promise<CompressedBlock>[] = [];
  readonly #semaphore = new Semaphore(concurrency);
  #writing: Promise<void> = Promise.resolve();
  #bytes = 0;
  #tarBytes = 0;
  #crc = 0;

  /** `file` is an open file's number; it is not closed. */
  constructor(file: number, compression: Compression, maxBytes: number) {
    this.#file = file;
    this.#compression = compression;
    this.#maxBytes = maxBytes;
    this.#append({ parts: [gzipHeader], onWritten: () => undefined });
  }

  /**
   * Takes a block; returns when there is room for another. `release` is called when its bytes are no
   * longer needed. Throws `archive-too-large`, and what the disk says.
   */
  async write(block: Uint8Array, release: () => void): Promise<void> {
    this.#crc = crc32(block, this.#crc);
    this.#tarBytes += block.length;
    const output = this.#compress(block, release);
    // Its failure is seen when its turn comes; until then it is no unhandled rejection.
    output.catch(() => undefined);
    this.#compressing.push(output);
    if (this.#compressing.length >= maxPendingBlocks) await this.#writeNext();
  }

  /** Writes what is left, and the end. */
  async end(): Promise<GzipResult> {
    while (this.#compressing.length > 0) await this.#writeNext();
    const trailer = Buffer.alloc(8);
    trailer.writeUInt32LE(this.#crc, 0);
    trailer.writeUInt32LE(this.#tarBytes % 2 ** 32, 4);
    await this.#writing;
    this.#append({ parts: [lastBlock, trailer], onWritten: () => undefined });
    await this.#writing;
    return { bytes: this.#bytes, tarBytes: this.#tarBytes, sha256: this.#hash.digest('hex') };
  }

  /** Waits until nothing of it runs any more. Never throws. */
  async settle(): Promise<void> {
    await Promise.allSettled([this.#writing, ...this.#compressing]);
  }

  async #compress(block: Uint8Array, release: () => void): Promise<CompressedBlock> {
    const bits = entropyBits(block);
    const { level } = compressionLevels[this.#compression].find(it => bits >= it.fromBits) ?? {
      level: 0,
    };
    if (level === 0) return { parts: storedBlocks(block), onWritten: release };
    const bytes = await this.#semaphore.run(() => deflateBlock(block, level));
    release();
    return { parts: [bytes], onWritten: () => undefined };
  }

  async #writeNext(): Promise<void> {
    const output = await this.#compressing.shift();
    await this.#writing;
    if (output) this.#append(output);
  }

  /** The hash is taken while the disk is written to. */
  #append({ parts, onWritten }: CompressedBlock): void {
    const at = this.#bytes;
    this.#bytes += totalLength(parts);
    if (this.#bytes > this.#maxBytes) {
      const reason = `it has more than ${Math.floor(this.#maxBytes / 1024 ** 2)} MiB`;
      throw new Failure('archive-too-large', 'The archive', { reason });
    }
    this.#writing = writeFully(this.#file, parts, at).then(onWritten);
    this.#writing.catch(() => undefined);
    for (const part of parts) this.#hash.update(part);
  }
}

async function writeFully(
  file: number,
  parts: readonly Uint8Array[],
  position: number,
): Promise<void> {
  let done = await writeParts(file, parts, position);
  if (done === totalLength(parts)) return;
  const bytes = Buffer.concat(parts);
  while (done < bytes.length) {
    const written = await writeOnce(file, bytes.subarray(done), position + done);
    if (written === 0) throw Object.assign(new Error('nothing was written'), { code: 'ENOSPC' });
    done += written;
  }
}

function writeParts(file: number, parts: readonly Uint8Array[], position: number): Promise<number> {
  return new Promise((resolve, reject) =>
    writev(file, parts, position, (error, written) => (error ? reject(error) : resolve(written))),
  );
}

function writeOnce(file: number, bytes: Uint8Array, position: number): Promise<number> {
  return new Promise((resolve, reject) =>
    write(file, bytes, 0, bytes.length, position, (error, written) =>
      error ? reject(error) : resolve(written),
    ),
  );
}

const totalLength = (parts: readonly Uint8Array[]) =>
  parts.reduce((sum, { length }) => sum + length, 0);
