import type { FileHandle } from 'node:fs/promises';
import { crc32, createInflateRaw, type InflateRaw } from 'node:zlib';
import { Refusal, refuse } from './refusal';

const partBytes = 256 * 1024;

/** The bytes of an open file from `from` on, in parts that are valid until the next is asked for. */
export async function* readParts(
  file: FileHandle,
  from: number,
  progress: (doneBytes: number) => void,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  for (let at = from; ;) {
    signal.throwIfAborted();
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(partBytes), 0, partBytes, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
    progress(at);
  }
}

/**
 * What a gzip file holds. Strict: exactly one member and nothing after it, whole, with the right
 * checksum and length.
 */
export async function* gunzip(
  file: FileHandle,
  progress: (doneBytes: number) => void,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  const { size } = await file.stat();
  const start = await headerLength(file);
  const inflate = createInflateRaw({ chunkSize: partBytes });
  const feeding = feed(readParts(file, start, progress, signal), inflate);
  feeding.catch(() => undefined);
  let [crc, length] = [0, 0];
  try {
    for await (const part of inflate as AsyncIterable<Buffer>) {
      signal.throwIfAborted();
      crc = crc32(part, crc);
      length += part.length;
      yield part;
    }
  } catch (error) {
    throw translated(error);
  } finally {
    inflate.destroy();
    await feeding.catch(() => undefined);
  }
  await checkTrailer(file, start + inflate.bytesWritten, size, crc, length);
}

async function feed(source: AsyncGenerator<Uint8Array, void>, inflate: InflateRaw): Promise<void> {
  // One listener for all of the file: what is destroyed may never say that it has taken a part.
  const closed = new Promise<void>(resolve => inflate.once('close', resolve));
  try {
    for await (const part of source) {
      if (inflate.destroyed) return;
      const taken = new Promise<void>(resolve => inflate.write(part, () => resolve()));
      await Promise.race([taken, closed]);
    }
    inflate.end();
  } catch (error) {
    inflate.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

function translated(error: unknown): unknown {
  const code: unknown = (error as NodeJS.ErrnoException).code;
  if (code === 'Z_BUF_ERROR') return new Refusal('it is cut off');
  return typeof code === 'string' && code.startsWith('Z_') ? new Refusal('it is damaged') : error;
}

/** How long the gzip header is. */
async function headerLength(file: FileHandle): Promise<number> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(64 * 1024), 0, 64 * 1024, 0);
  const header = buffer.subarray(0, bytesRead);
  const flags = header[3] ?? 0;
  if (header[2] !== 8 || flags & 0xe0) return refuse('it is compressed in an unknown way');
  let at = 10;
  if (flags & 4) at += 2 + (at + 2 <= bytesRead ? header.readUInt16LE(at) : 0);
  // A name and a comment, each up to its NUL.
  for (const flag of [8, 16]) {
    if (!(flags & flag)) continue;
    const end = header.indexOf(0, at);
    if (end === -1) return refuse('it is damaged');
    at = end + 1;
  }
  if (flags & 2) at += 2;
  return at < bytesRead ? at : refuse('it is cut off');
}

async function checkTrailer(
  file: FileHandle,
  at: number,
  size: number,
  crc: number,
  length: number,
): Promise<void> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(8), 0, 8, at);
  if (bytesRead < 8) refuse('it is cut off');
  if (buffer.readUInt32LE(0) !== crc || buffer.readUInt32LE(4) !== length % 2 ** 32)
    refuse('its checksum is wrong');
  if (at + 8 !== size) refuse('something follows its end');
}
