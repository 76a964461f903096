import type { PlanEntry } from '../plan/archivePlan';
import { ahead } from './ahead';
import { Buffers } from './buffers';
import type { FileCalls } from './fileCalls';
import { GzipWriter, type Written } from './gzipWriter';
import { blockBytes, layoutTar } from './layoutTar';
import type { Compression } from './packArchive';
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
export async function packInto(
  task: PackTask,
  calls: FileCalls,
  progress: (doneBytes: number) => void,
  signal: AbortSignal,
): Promise<Written> {
  const writer = new GzipWriter(task.file, task.compression, task.maxBytes);
  const buffers = new Buffers(blockBytes);
  let done = 0;
  try {
    const blocks = readTree(new TreeReader(calls, signal), task.entries, buffers);
    for await (const { buffer, length, fileBytes } of ahead(blocks)) {
      signal.throwIfAborted();
      await writer.write(buffer.subarray(0, length), () => buffers.give(buffer));
      done += fileBytes;
      progress(done);
    }
    return await writer.end();
  } catch (error) {
    await writer.settle();
    throw error;
  }
}

async function* readTree(reader: TreeReader, entries: readonly PlanEntry[], buffers: Buffers) {
  try {
    for (const block of layoutTar(entries)) {
      const buffer = buffers.take();
      await reader.fill(block, buffer);
      const fileBytes = block.pieces.reduce((sum, { length }) => sum + length, 0);
      yield { buffer, length: block.length, fileBytes };
    }
  } finally {
    reader.close();
  }
}
