import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { HashWorker } from './hashWorker';
import type { AssetRecord } from './records';

/** The size and digests of bytes. */
export type ContentDigests = Omit<AssetRecord, 'name'>;

const blockBytes = 1024 * 1024;
const maximumPendingBlocks = 4;

/** Smaller content is hashed before threads would have started. */
const largeBytes = 8 * blockBytes;

/** Writes `source` to an empty file and computes its digests. */
export async function writeWithDigests(
  file: FileHandle,
  source: AsyncIterable<Uint8Array>,
): Promise<ContentDigests> {
  const blocks = groupIntoBlocks(source);
  const firstBlocks: Uint8Array[][] = [];
  let length = 0;
  try {
    for (let next = await blocks.next(); next.done !== true; next = await blocks.next()) {
      firstBlocks.push(next.value);
      length += totalLength(next.value);
      if (length >= largeBytes) return await writeLarge(file, firstBlocks, blocks);
    }
    return await writeSmall(file, firstBlocks.flat());
  } finally {
    // This closes a source that is not read to its end.
    await blocks.return(undefined);
  }
}

async function writeLarge(
  file: FileHandle,
  firstBlocks: readonly (readonly Uint8Array[])[],
  remainingBlocks: AsyncIterable<readonly Uint8Array[]>,
): Promise<ContentDigests> {
  const writer = new ParallelHashWriter(file);
  try {
    for (const block of firstBlocks) await writer.writeBlock(block);
    for await (const block of remainingBlocks) await writer.writeBlock(block);
    return await writer.finish();
  } finally {
    await writer.terminate();
  }
}

async function writeSmall(
  file: FileHandle,
  chunks: readonly Uint8Array[],
): Promise<ContentDigests> {
  const bytes = Buffer.concat(chunks);
  await file.writeFile(bytes);
  const hash = (name: string) => createHash(name).update(bytes).digest('hex');
  const [md5, sha1, sha256, sha512] = [hash('md5'), hash('sha1'), hash('sha256'), hash('sha512')];
  return { size: bytes.length, md5, sha1, sha256, sha512 };
}

/**
 * Computing four hashes takes five times as long as everything else about receiving a file, so the
 * slow ones run on two threads; blocks are written and hashed at the same time.
 */
class ParallelHashWriter {
  readonly #file: FileHandle;
  readonly #sha256 = createHash('sha256');
  readonly #sha512 = new HashWorker(['sha512']);
  readonly #md5AndSha1 = new HashWorker(['md5', 'sha1']);
  readonly #freeBlocks: Uint8Array<SharedArrayBuffer>[] = [];
  readonly #pendingBlocks: Promise<void>[] = [];
  #writing: Promise<void> = Promise.resolve();
  #size = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  async writeBlock(chunks: readonly Uint8Array[]): Promise<void> {
    if (this.#pendingBlocks.length >= maximumPendingBlocks) await this.#pendingBlocks.shift();
    const length = totalLength(chunks);
    const buffer = this.#allocateBlock(length);
    const block = buffer.subarray(0, length);
    let at = 0;
    for (const chunk of chunks) {
      block.set(chunk, at);
      at += chunk.length;
    }
    const processed = this.#processBlock(block).then(() => void this.#freeBlocks.push(buffer));
    // A later await handles a failure; until then it must not be an unhandled rejection.
    processed.catch(() => undefined);
    this.#pendingBlocks.push(processed);
    this.#sha256.update(block);
  }

  async finish(): Promise<ContentDigests> {
    await Promise.all(this.#pendingBlocks);
    const [[sha512 = ''], [md5 = '', sha1 = '']] = await Promise.all([
      this.#sha512.digest(),
      this.#md5AndSha1.digest(),
    ]);
    return { size: this.#size, md5, sha1, sha256: this.#sha256.digest('hex'), sha512 };
  }

  /** Ends the threads and waits for pending writes. */
  async terminate(): Promise<void> {
    await Promise.all([this.#sha512.terminate(), this.#md5AndSha1.terminate()]);
    await Promise.allSettled([this.#writing, ...this.#pendingBlocks]);
  }

  async #processBlock(block: Uint8Array<SharedArrayBuffer>): Promise<void> {
    const at = this.#size;
    this.#size += block.length;
    // The kernel runs writes to one file one after the other anyway; waiting there would cost threads.
    this.#writing = this.#writing.then(() => this.#write(block, at));
    await Promise.all([this.#writing, this.#sha512.update(block), this.#md5AndSha1.update(block)]);
  }

  async #write(block: Uint8Array, at: number): Promise<void> {
    for (let written = 0; written < block.length;) {
      const part = block.subarray(written);
      written += (await this.#file.write(part, 0, part.length, at + written)).bytesWritten;
    }
  }

  #allocateBlock(length: number): Uint8Array<SharedArrayBuffer> {
    const free = this.#freeBlocks.pop();
    // A block ends with the chunk that fills it, so it can be a little longer than a previous one.
    if (free && free.length >= length) return free;
    return new Uint8Array(new SharedArrayBuffer(length + blockBytes / 4));
  }
}

/** Groups chunks into blocks of at least `blockBytes`, except for the last. */
async function* groupIntoBlocks(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array[], void> {
  let block: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source) {
    block.push(chunk);
    length += chunk.length;
    if (length < blockBytes) continue;
    yield block;
    block = [];
    length = 0;
  }
  if (length > 0) yield block;
}

const totalLength = (chunks: readonly Uint8Array[]) =>
  chunks.reduce((sum, { length }) => sum + length, 0);
