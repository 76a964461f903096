import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { HashThread } from './hashThread';
import type { AssetRecord } from './records';

/** What is known of bytes once they were written. */
export type Hashed = Omit<AssetRecord, 'name'>;

const blockBytes = 1024 * 1024;
const blocksAtOnce = 4;

/** What is smaller is hashed before threads would have begun to. */
const largeBytes = 8 * blockBytes;

/** Writes `source` to an empty file, with its four hashes on the way. */
export async function writeHashed(
  file: FileHandle,
  source: AsyncIterable<Uint8Array>,
): Promise<Hashed> {
  const blocks = inBlocks(source);
  const begun: Uint8Array[][] = [];
  let length = 0;
  try {
    for (let next = await blocks.next(); next.done !== true; next = await blocks.next()) {
      begun.push(next.value);
      length += lengthOf(next.value);
      if (length >= largeBytes) return await writeLarge(file, begun, blocks);
    }
    return await writeSmall(file, begun.flat());
  } finally {
    // A source that is not read to its end is let go of.
    await blocks.return(undefined);
  }
}

async function writeLarge(
  file: FileHandle,
  begun: readonly (readonly Uint8Array[])[],
  others: AsyncIterable<readonly Uint8Array[]>,
): Promise<Hashed> {
  const large = new LargeFile(file);
  try {
    for (const block of begun) await large.take(block);
    for await (const block of others) await large.take(block);
    return await large.finish();
  } finally {
    await large.end();
  }
}

async function writeSmall(file: FileHandle, chunks: readonly Uint8Array[]): Promise<Hashed> {
  const bytes = Buffer.concat(chunks);
  await file.writeFile(bytes);
  const hash = (name: string) => createHash(name).update(bytes).digest('hex');
  const [md5, sha1, sha256, sha512] = [hash('md5'), hash('sha1'), hash('sha256'), hash('sha512')];
  return { size: bytes.length, md5, sha1, sha256, sha512 };
}

/**
 * Four hashes take five times as long as all the rest of taking in a file, so the slow ones are left
 * to two threads; blocks are written and hashed at the same time.
 */
class LargeFile {
  readonly #file: FileHandle;
  readonly #sha256 = createHash('sha256');
  readonly #sha512 = new HashThread(['sha512']);
  readonly #others = new HashThread(['md5', 'sha1']);
  readonly #free: Uint8Array<SharedArrayBuffer>[] = [];
  readonly #busy: Promise<void>[] = [];
  #writing: Promise<void> = Promise.resolve();
  #size = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  async take(chunks: readonly Uint8Array[]): Promise<void> {
    if (this.#busy.length >= blocksAtOnce) await this.#busy.shift();
    const length = lengthOf(chunks);
    const whole = this.#block(length);
    const block = whole.subarray(0, length);
    let at = 0;
    for (const chunk of chunks) {
      block.set(chunk, at);
      at += chunk.length;
    }
    const passed = this.#pass(block).then(() => void this.#free.push(whole));
    // Its failure is seen when its turn comes; until then it is no unhandled rejection.
    passed.catch(() => undefined);
    this.#busy.push(passed);
    this.#sha256.update(block);
  }

  async finish(): Promise<Hashed> {
    await Promise.all(this.#busy);
    const [[sha512 = ''], [md5 = '', sha1 = '']] = await Promise.all([
      this.#sha512.digest(),
      this.#others.digest(),
    ]);
    return { size: this.#size, md5, sha1, sha256: this.#sha256.digest('hex'), sha512 };
  }

  /** After this nothing of it runs any more. */
  async end(): Promise<void> {
    await Promise.all([this.#sha512.end(), this.#others.end()]);
    await Promise.allSettled([this.#writing, ...this.#busy]);
  }

  async #pass(block: Uint8Array<SharedArrayBuffer>): Promise<void> {
    const at = this.#size;
    this.#size += block.length;
    // Writes to one file wait for each other in the kernel, and burn the time meanwhile.
    this.#writing = this.#writing.then(() => this.#write(block, at));
    await Promise.all([this.#writing, this.#sha512.update(block), this.#others.update(block)]);
  }

  async #write(block: Uint8Array, at: number): Promise<void> {
    for (let done = 0; done < block.length;) {
      const part = block.subarray(done);
      done += (await this.#file.write(part, 0, part.length, at + done)).bytesWritten;
    }
  }

  #block(length: number): Uint8Array<SharedArrayBuffer> {
    const free = this.#free.pop();
    // A block ends with the chunk that fills it, so it can be a little longer than the one before.
    if (free && free.length >= length) return free;
    return new Uint8Array(new SharedArrayBuffer(length + blockBytes / 4));
  }
}

/** Chunks put together until they are a block. */
async function* inBlocks(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array[], void> {
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

const lengthOf = (chunks: readonly Uint8Array[]) =>
  chunks.reduce((sum, { length }) => sum + length, 0);
