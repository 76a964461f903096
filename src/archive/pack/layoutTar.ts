import type { PlanEntry } from '../plan/archivePlan';
import { paddingOf, tarEndBytes, tarHeader } from './tarHeader';

type FileEntry = Extract<PlanEntry, { kind: 'file' }>;

/** Bytes of a tar that come from a file: `length` bytes from `from`, to stand at `at` of the block. */
export interface FilePiece {
  readonly entry: FileEntry;
  readonly from: number;
  readonly length: number;
  readonly at: number;
}

/** A part of a tar, compressed by itself. Bytes that nothing is said about are zero. */
export interface TarBlock {
  readonly length: number;
  readonly headers: readonly { readonly at: number; readonly bytes: Buffer }[];
  readonly pieces: readonly FilePiece[];
  readonly links: readonly Extract<PlanEntry, { kind: 'link' }>[];
}

/** No block is longer. */
export const blockBytes = 1024 * 1024;

/** Files from this size on begin a block and end one, so that a block is of one kind of data. */
const largeBytes = blockBytes / 4;

/** Says what stands where in the tar of `entries`, block by block, without reading anything. */
export function* layoutTar(entries: readonly PlanEntry[]): Generator<TarBlock, void, undefined> {
  const draft = new Draft();
  for (const entry of entries) {
    const large = entry.kind === 'file' && entry.identity.bytes >= largeBytes;
    if (large && draft.length > 0) yield draft.take();
    yield* draft.header(tarHeader(entry));
    if (entry.kind === 'link') draft.link(entry);
    if (entry.kind !== 'file') continue;
    yield* draft.file(entry);
    yield* draft.zeros(paddingOf(entry.identity.bytes));
    if (large) yield draft.take();
  }
  yield* draft.zeros(tarEndBytes);
  if (draft.length > 0) yield draft.take();
}

/** The block that is being laid out; its methods yield those that became full. */
class Draft {
  length = 0;
  #headers: { at: number; bytes: Buffer }[] = [];
  #pieces: FilePiece[] = [];
  #links: Extract<PlanEntry, { kind: 'link' }>[] = [];

  take(): TarBlock {
    const { length } = this;
    const block = { length, headers: this.#headers, pieces: this.#pieces, links: this.#links };
    this.length = 0;
    this.#headers = [];
    this.#pieces = [];
    this.#links = [];
    return block;
  }

  link(entry: Extract<PlanEntry, { kind: 'link' }>): void {
    this.#links.push(entry);
  }

  *header(bytes: Buffer): Generator<TarBlock, void, undefined> {
    if (this.length + bytes.length > blockBytes) yield this.take();
    this.#headers.push({ at: this.length, bytes });
    this.length += bytes.length;
  }

  *file(entry: FileEntry): Generator<TarBlock, void, undefined> {
    const { bytes } = entry.identity;
    // An empty file has a piece, too: whether it is still empty must be looked at.
    for (let from = 0; from < bytes || from === 0;) {
      if (this.length === blockBytes) yield this.take();
      const length = Math.min(bytes - from, blockBytes - this.length);
      this.#pieces.push({ entry, from, length, at: this.length });
      this.length += length;
      from += length;
      if (bytes === 0) return;
    }
  }

  *zeros(count: number): Generator<TarBlock, void, undefined> {
    for (let left = count; left > 0;) {
      if (this.length === blockBytes) yield this.take();
      const length = Math.min(left, blockBytes - this.length);
      this.length += length;
      left -= length;
    }
  }
}
