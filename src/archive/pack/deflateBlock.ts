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

const maxStoredBytes = 65_535;

/** `bytes` as deflate blocks without compression: what to write one after the other. Copies nothing. */
export function storedBlocks(bytes: Uint8Array): readonly Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; from += maxStoredBytes) {
    const part = bytes.subarray(from, from + maxStoredBytes);
    const header = Buffer.alloc(5);
    header.writeUInt16LE(part.length, 1);
    header.writeUInt16LE(part.length ^ 0xffff, 3);
    parts.push(header, part);
  }
  return parts;
}
