import type { PlanEntry } from '../plan/archivePlan';
import { prefetch } from './prefetch';
import { BufferPool } from './bufferPool';
import type { FileReadCalls } from './fileReadCalls';
import { GzipWriter, type GzipResult } from './gzipWriter';
import { maxBlockBytes, layoutTar } from './layoutTar';
import type { Compression } from './packedArchive';
import { TreeReader } from './treeReader';

/** What to pack, and into which open file. */
export interface PackTask {
  readonly entries: readonly PlanEntry[];
  readonly compression: Compression;
  readonly maxBytes: number;
  /** The number of an open, empty file. It stays open. */
  readonly file: number;
}

/** Packs in this thread. Whatever happens, nothing runs any more when it settles. */
export async function packToFile(
  task: PackTask,
  calls: FileReadCalls,
  progress: (doneBytes: number) => void,
  signal: AbortSignal,
): Promise<GzipResult> {
  const writer = new GzipWriter(task.file, task.compression, task.maxBytes);
  const buffers = new BufferPool(maxBlockBytes);
  let done = 0;
  try {
    const blocks = readBlocks(new TreeReader(calls, signal), task.entries, buffers);
    for await (const { buffer, length, fileBytes } of prefetch(blocks)) {
      signal.throwIfAborted();
      await writer.write(buffer.subarray(0, length), () => buffers.release(buffer));
      done += fileBytes;
      progress(done);
    }
    return await writer.end();
  } catch (error) {
    await writer.settle();
    throw error;
  }
}

async function* readBlocks(reader: TreeReader, entries: readonly PlanEntry[], buffers: BufferPool) {
  try {
    for (const block of layoutTar(entries)) {
      const buffer = buffers.acquire();
      await reader.fill(block, buffer);
      const fileBytes = block.pieces.reduce((sum, { length }) => sum + length, 0);
      yield { buffer, length: block.length, fileBytes };
    }
  } finally {
    reader.close();
  }
}
