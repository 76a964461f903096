import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { Failure } from '../../core/failure';

const readBytes = 1024 * 1024;
const smallestSlice = 16 * 1024;
/** The system's buffers take the first megabytes at once, however slow the line behind them is. */
const buffersBytes = 16 * 1024 * 1024;
const firstSlices = 256 * 1024;

/** A file as the body of a request. */
export interface FileBody {
  /** With the length that the SDK looks for. */
  readonly stream: Readable & { readonly byteLength: number };
  /** Rejects when the file cannot be read or is not as long as it was said to be. */
  readonly failed: Promise<never>;
}

/**
 * The bytes of `file`, read 1 MiB at a time. They are handed on in slices that the line takes in
 * less than half a second: `passed` learns of progress on a slow line, too, and a fast one is not
 * slowed down by many small writes.
 */
export function fileBody(
  file: string,
  sizeBytes: number,
  passed: (bytes: number) => void,
): FileBody {
  const slices = Readable.from(slicesOf(file, sizeBytes, passed), {
    objectMode: false,
    highWaterMark: 1,
  });
  const failed = new Promise<never>((_, reject) => slices.once('error', reject));
  // It may fail after the request has ended, when nobody asks any more.
  failed.catch(() => undefined);
  return { stream: Object.assign(slices, { byteLength: sizeBytes }), failed };
}

async function* slicesOf(
  file: string,
  sizeBytes: number,
  passed: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  const handle = await opened(file, sizeBytes);
  let slice = 64 * 1024;
  try {
    for (let at = 0; at < sizeBytes;) {
      const block = await blockAt(handle, file, at, Math.min(readBytes, sizeBytes - at));
      for (let from = 0; from < block.length;) {
        const to = Math.min(block.length, from + slice);
        const before = performance.now();
        yield block.subarray(from, to);
        slice = nextSlice(slice, performance.now() - before, at);
        passed(at + to);
        from = to;
      }
      at += block.length;
    }
  } finally {
    await handle.close();
  }
}

function nextSlice(slice: number, milliseconds: number, at: number): number {
  if (milliseconds < 50) return Math.min(at < buffersBytes ? firstSlices : readBytes, slice * 2);
  return milliseconds > 500 ? Math.max(smallestSlice, slice / 2) : slice;
}

async function opened(file: string, sizeBytes: number): Promise<FileHandle> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    throw unreadable(file, error);
  });
  const stats = await handle.stat();
  if (stats.isFile() && stats.size === sizeBytes) return handle;
  await handle.close();
  throw changed(file);
}

async function blockAt(
  handle: FileHandle,
  file: string,
  at: number,
  length: number,
): Promise<Buffer> {
  // A new buffer each time: the socket may hold on to what it was given before.
  const buffer = Buffer.allocUnsafe(length);
  for (let got = 0; got < length;) {
    const { bytesRead } = await handle
      .read(buffer, got, length - got, at + got)
      .catch((error: unknown) => {
        throw unreadable(file, error);
      });
    if (bytesRead === 0) throw changed(file);
    got += bytesRead;
  }
  return buffer;
}

function changed(file: string): Failure {
  return new Failure('file-changed', file, { file, reason: 'its size is not what it was' });
}

function unreadable(file: string, error: unknown): Failure {
  const errno = (error as NodeJS.ErrnoException).code ?? 'EIO';
  return new Failure('file-unreadable', file, { file, errno }, { cause: error });
}
