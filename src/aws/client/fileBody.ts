import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { Failure } from '../../core/failure';

const readBlockBytes = 1024 * 1024;
const minSliceBytes = 16 * 1024;
/** The system's buffers accept the first megabytes at once, however slow the connection is. */
const socketBufferBytes = 16 * 1024 * 1024;
const maxInitialSliceBytes = 256 * 1024;

/** A file as a request body. */
export interface FileBody {
  /** Has the length in the property where the SDK looks for it. */
  readonly stream: Readable & { readonly byteLength: number };
  /** Rejects with `file-unreadable`, or with `file-changed` if the file is not `sizeBytes` long. */
  readonly failed: Promise<never>;
}

/**
 * Reads `file` in blocks of 1 MiB and passes them on in slices whose size adapts so that each is sent
 * in less than half a second. `onProgress` gets the bytes sent so far after each slice: often enough
 * on a slow connection, and without many small writes on a fast one.
 */
export function createFileBody(
  file: string,
  sizeBytes: number,
  onProgress: (bytes: number) => void,
): FileBody {
  const slices = Readable.from(readSlices(file, sizeBytes, onProgress), {
    objectMode: false,
    highWaterMark: 1,
  });
  const failed = new Promise<never>((_, reject) => slices.once('error', reject));
  // It can reject after the request has ended, when nothing handles the rejection.
  failed.catch(() => undefined);
  return { stream: Object.assign(slices, { byteLength: sizeBytes }), failed };
}

async function* readSlices(
  file: string,
  sizeBytes: number,
  onProgress: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  const handle = await openUnchanged(file, sizeBytes);
  let slice = 64 * 1024;
  try {
    for (let at = 0; at < sizeBytes;) {
      const block = await readBlock(handle, file, at, Math.min(readBlockBytes, sizeBytes - at));
      for (let from = 0; from < block.length;) {
        const to = Math.min(block.length, from + slice);
        const before = performance.now();
        yield block.subarray(from, to);
        slice = nextSlice(slice, performance.now() - before, at);
        onProgress(at + to);
        from = to;
      }
      at += block.length;
    }
  } finally {
    await handle.close();
  }
}

function nextSlice(slice: number, milliseconds: number, at: number): number {
  if (milliseconds < 50)
    return Math.min(at < socketBufferBytes ? maxInitialSliceBytes : readBlockBytes, slice * 2);
  return milliseconds > 500 ? Math.max(minSliceBytes, slice / 2) : slice;
}

async function openUnchanged(file: string, sizeBytes: number): Promise<FileHandle> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    throw fileUnreadable(file, error);
  });
  const stats = await handle.stat();
  if (stats.isFile() && stats.size === sizeBytes) return handle;
  await handle.close();
  throw fileChanged(file);
}

async function readBlock(
  handle: FileHandle,
  file: string,
  at: number,
  length: number,
): Promise<Buffer> {
  // A new buffer each time, because the socket may still be sending the previous one.
  const buffer = Buffer.allocUnsafe(length);
  for (let filled = 0; filled < length;) {
    const { bytesRead } = await handle
      .read(buffer, filled, length - filled, at + filled)
      .catch((error: unknown) => {
        throw fileUnreadable(file, error);
      });
    if (bytesRead === 0) throw fileChanged(file);
    filled += bytesRead;
  }
  return buffer;
}

function fileChanged(file: string): Failure {
  return new Failure('file-changed', file, { file, reason: 'its size is not what it was' });
}

function fileUnreadable(file: string, error: unknown): Failure {
  const errno = (error as NodeJS.ErrnoException).code ?? 'EIO';
  return new Failure('file-unreadable', file, { file, errno }, { cause: error });
}
