import { constants, deflateRaw } from 'node:zlib';

/**
 * `bytes` as deflate blocks that end at a whole byte and do not end the stream, made on a thread of
 * the pool. Such parts can follow each other in any number.
 */
export function deflateBlock(bytes: Uint8Array, level: number): Promise<Uint8Array> {
  const options = {
    level,
    memLevel: 9,
    finishFlush: constants.Z_SYNC_FLUSH,
    // What does not shrink grows a little, and one part need not be put together from two.
    chunkSize: Math.max(1024, bytes.length + (bytes.length >> 8) + 64),
  };
  return new Promise((resolve, reject) =>
    deflateRaw(bytes, options, (error, result) => (error ? reject(error) : resolve(result))),
  );
}

const storedBytes = 65_535;

/** How many bytes `storeBlock` makes of `length`. */
export function storedLength(length: number): number {
  return length + 5 * Math.ceil(length / storedBytes);
}

/** `bytes` as deflate blocks without compression, into `into`. Returns how many bytes they are. */
export function storeBlock(bytes: Uint8Array, into: Buffer): number {
  let at = 0;
  for (let from = 0; from < bytes.length; from += storedBytes) {
    const part = bytes.subarray(from, from + storedBytes);
    into[at] = 0;
    into.writeUInt16LE(part.length, at + 1);
    into.writeUInt16LE(part.length ^ 0xffff, at + 3);
    into.set(part, at + 5);
    at += 5 + part.length;
  }
  return at;
}
