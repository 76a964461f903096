import type { FileHandle } from 'node:fs/promises';
import { crc32, createInflateRaw, type InflateRaw } from 'node:zlib';
import { ArchiveRefusal, refuseArchive } from './archiveRefusal';

const chunkBytes = 256 * 1024;

/** The bytes of an open file from `from` on, in parts that are valid until the next is asked for. */
export async function* readChunks(
  file: FileHandle,
  from: number,
  progress: (doneBytes: number) => void,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  for (let at = from; ;) {
    signal.throwIfAborted();
    const { bytesRead, buffer } = await file.read(
      Buffer.allocUnsafe(chunkBytes),
      0,
      chunkBytes,
      at,
    );
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
  const start = await readHeaderLength(file);
  const inflate = createInflateRaw({ chunkSize: chunkBytes });
  const writing = writeChunks(readChunks(file, start, progress, signal), inflate);
  writing.catch(() => undefined);
  let [crc, length] = [0, 0];
  try {
    for await (const part of inflate as AsyncIterable<Buffer>) {
      signal.throwIfAborted();
      crc = crc32(part, crc);
      length += part.length;
      yield part;
    }
  } catch (error) {
    throw translateZlibError(error);
  } finally {
    inflate.destroy();
    await writing.catch(() => undefined);
  }
  await checkTrailer(file, start + inflate.bytesWritten, size, crc, length);
}

async function writeChunks(
  source: AsyncGenerator<Uint8Array, void>,
  inflate: InflateRaw,
): Promise<void> {
  // One listener for all of the file: what is destroyed may never say that it has taken a part.
  const closed = new Promise<void>(resolve => inflate.once('close', resolve));
  try {
    for await (const part of source) {
      if (inflate.destroyed) return;
      const accepted = new Promise<void>(resolve => inflate.write(part, () => resolve()));
      await Promise.race([accepted, closed]);
    }
    inflate.end();
  } catch (error) {
    inflate.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

function translateZlibError(error: unknown): unknown {
  const code: unknown = (error as NodeJS.ErrnoException).code;
  if (code === 'Z_BUF_ERROR') return new ArchiveRefusal('it is cut off');
  return typeof code === 'string' && code.startsWith('Z_')
    ? new ArchiveRefusal('it is damaged')
    : error;
}

/** How long the gzip header is. */
async function readHeaderLength(file: FileHandle): Promise<number> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(64 * 1024), 0, 64 * 1024, 0);
  const header = buffer.subarray(0, bytesRead);
  const flags = header[3] ?? 0;
  if (header[2] !== 8 || flags & 0xe0) return refuseArchive('it is compressed in an unknown way');
  let at = 10;
  if (flags & 4) at += 2 + (at + 2 <= bytesRead ? header.readUInt16LE(at) : 0);
  // A name and a comment, each up to its NUL.
  for (const flag of [8, 16]) {
    if (!(flags & flag)) continue;
    const end = header.indexOf(0, at);
    if (end === -1) return refuseArchive('it is damaged');
    at = end + 1;
  }
  if (flags & 2) at += 2;
  return at < bytesRead ? at : refuseArchive('it is cut off');
}

async function checkTrailer(
  file: FileHandle,
  at: number,
  size: number,
  crc: number,
  length: number,
): Promise<void> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(8), 0, 8, at);
  if (bytesRead < 8) refuseArchive('it is cut off');
  if (buffer.readUInt32LE(0) !== crc || buffer.readUInt32LE(4) !== length % 2 ** 32)
    refuseArchive('its checksum is wrong');
  if (at + 8 !== size) refuseArchive('something follows its end');
}
