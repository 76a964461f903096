import type { PlanEntry } from '../plan/archivePlan';
import { tarPadding, tarEndBytes, encodeTarHeader } from './encodeTarHeader';

type FileEntry = Extract<PlanEntry, { kind: 'file' }>;

/** Bytes of a tar that come from a file: `length` bytes from `from`, to stand at `at` of the block. */
export interface FilePiece {
  readonly entry: FileEntry;
  readonly fileOffset: number;
  readonly length: number;
  readonly blockOffset: number;
}

/** A part of a tar, compressed by itself. Bytes that nothing is said about are zero. */
export interface TarBlock {
  readonly length: number;
  readonly headers: readonly { readonly at: number; readonly bytes: Buffer }[];
  readonly pieces: readonly FilePiece[];
  readonly links: readonly Extract<PlanEntry, { kind: 'link' }>[];
}

/** No block is longer. */
export const maxBlockBytes = 1024 * 1024;

/** Files from this size on begin a block and end one, so that a block is of one kind of data. */
const largeFileBytes = maxBlockBytes / 4;

/** Says what stands where in the tar of `entries`, block by block, without reading anything. */
export function* layoutTar(entries: readonly PlanEntry[]): Generator<TarBlock, void, undefined> {
  const builder = new BlockBuilder();
  for (const entry of entries) {
    const large = entry.kind === 'file' && entry.identity.bytes >= largeFileBytes;
    if (large && builder.length > 0) yield builder.finishBlock();
    yield* builder.addHeader(encodeTarHeader(entry));
    if (entry.kind === 'link') builder.addLink(entry);
    if (entry.kind !== 'file') continue;
    yield* builder.addFile(entry);
    yield* builder.addZeros(tarPadding(entry.identity.bytes));
    if (large) yield builder.finishBlock();
  }
  yield* builder.addZeros(tarEndBytes);
  if (builder.length > 0) yield builder.finishBlock();
}

/** The block that is being laid out; its methods yield those that became full. */
class BlockBuilder {
  length = 0;
  #headers: { at: number; bytes: Buffer }[] = [];
  #pieces: FilePiece[] = [];
  #links: Extract<PlanEntry, { kind: 'link' }>[] = [];

  finishBlock(): TarBlock {
    const { length } = this;
    const block = { length, headers: this.#headers, pieces: this.#pieces, links: this.#links };
    this.length = 0;
    this.#headers = [];
    this.#pieces = [];
    this.#links = [];
    return block;
  }

  addLink(entry: Extract<PlanEntry, { kind: 'link' }>): void {
    this.#links.push(entry);
  }

  *addHeader(bytes: Buffer): Generator<TarBlock, void, undefined> {
    if (this.length + bytes.length > maxBlockBytes) yield this.finishBlock();
    this.#headers.push({ at: this.length, bytes });
    this.length += bytes.length;
  }

  *addFile(entry: FileEntry): Generator<TarBlock, void, undefined> {
    const { bytes } = entry.identity;
    // An empty file has a piece, too: whether it is still empty must be looked at.
    for (let fileOffset = 0; fileOffset < bytes || fileOffset === 0;) {
      if (this.length === maxBlockBytes) yield this.finishBlock();
      const length = Math.min(bytes - fileOffset, maxBlockBytes - this.length);
      this.#pieces.push({ entry, fileOffset, length, blockOffset: this.length });
      this.length += length;
      fileOffset += length;
      if (bytes === 0) return;
    }
  }

  *addZeros(count: number): Generator<TarBlock, void, undefined> {
    for (let left = count; left > 0;) {
      if (this.length === maxBlockBytes) yield this.finishBlock();
      const length = Math.min(left, maxBlockBytes - this.length);
      this.length += length;
      left -= length;
    }
  }
}
