import { errnoOf, toFileFailure } from '../../files/fileErrors';
import { Failure } from '../../core/failure';
import { forEachLimit } from '../../shared/forEachLimit';
import type { PlanEntry } from '../plan/archivePlan';
import { describeFileChange } from '../../files/fileIdentity';
import type { FileReadCalls } from './fileReadCalls';
import type { FilePiece, TarBlock } from './layoutTar';

/** How many small files are read at a time. */
const concurrency = 4;

type FileEntry = FilePiece['entry'];
type LinkEntry = Extract<PlanEntry, { kind: 'link' }>;

/**
 * Fills blocks with what they are laid out to hold. Every file must be, before and after it is read,
 * the one that was planned.
 */
export class TreeReader {
  readonly #calls: FileReadCalls;
  readonly #signal: AbortSignal;
  /** The file that goes on in the next block. */
  #continuedFile: number | undefined;

  constructor(calls: FileReadCalls, signal: AbortSignal) {
    this.#calls = calls;
    this.#signal = signal;
  }

  /** Blocks come in order, one at a time. Throws `files-changed` and `file-unreadable`. */
  async fill(block: TarBlock, into: Uint8Array): Promise<void> {
    // What a file fills as a whole, most of a large one, need not be zeroed first.
    if (block.pieces[0]?.length !== block.length) into.fill(0, 0, block.length);
    for (const { at, bytes } of block.headers) into.set(bytes, at);
    for (const link of block.links) await this.#checkLink(link);
    const [first, ...others] = block.pieces;
    const last = others.pop();
    // Only the first piece can go on from the block before, only the last into the next one.
    if (first) await this.#read(first, into);
    await forEachLimit(others, concurrency, piece => this.#read(piece, into));
    if (last) await this.#read(last, into);
  }

  /** Closes what is still open. */
  close(): void {
    const file = this.#continuedFile;
    this.#continuedFile = undefined;
    if (file !== undefined) this.#calls.close(file);
  }

  async #read(piece: FilePiece, into: Uint8Array): Promise<void> {
    this.#signal.throwIfAborted();
    const { entry, fileOffset, length, blockOffset } = piece;
    const file = fileOffset === 0 ? await this.#openPlanned(entry) : this.#continuedFile;
    if (file === undefined) throw new Error(`${entry.path} goes on, but was not begun`);
    if (fileOffset > 0) this.#continuedFile = undefined;
    let continues = false;
    try {
      await this.#readFully(
        entry,
        file,
        into.subarray(blockOffset, blockOffset + length),
        fileOffset,
      );
      continues = fileOffset + length < entry.identity.bytes;
      if (continues) this.#continuedFile = file;
      else await this.#checkEnd(entry, file);
    } catch (error) {
      throw toFileFailure(error, entry.source, 'file-unreadable');
    } finally {
      if (!continues) this.#calls.close(file);
    }
  }

  async #openPlanned(entry: FileEntry): Promise<number> {
    let file: number;
    try {
      file = await this.#calls.open(entry.source);
    } catch (error) {
      throw toOpenFailure(entry, error);
    }
    try {
      this.#checkIdentity(entry, file);
      return file;
    } catch (error) {
      this.#calls.close(file);
      throw error;
    }
  }

  async #readFully(entry: FileEntry, file: number, into: Uint8Array, from: number): Promise<void> {
    for (let done = 0; done < into.length;) {
      const bytes = await this.#calls.read(file, into.subarray(done), from + done);
      if (bytes === 0) throw filesChangedFailure(entry, 'it shrank');
      done += bytes;
    }
  }

  #checkIdentity(entry: FileEntry, file: number): void {
    const change = describeFileChange(entry.identity, this.#calls.fstat(file));
    if (change !== undefined) throw filesChangedFailure(entry, change);
  }

  async #checkEnd(entry: FileEntry, file: number): Promise<void> {
    this.#checkIdentity(entry, file);
    // Some file systems say 0 for files that hold something.
    if (entry.identity.bytes > 0) return;
    if ((await this.#calls.read(file, new Uint8Array(1), 0)) > 0)
      throw filesChangedFailure(entry, 'it grew');
  }

  async #checkLink(entry: LinkEntry): Promise<void> {
    try {
      if ((await this.#calls.readlink(entry.source)) === entry.rawTarget) return;
    } catch (error) {
      throw filesChangedFailure(
        entry,
        errnoOf(error) === 'ENOENT' ? 'it is gone' : 'it was replaced',
      );
    }
    throw filesChangedFailure(entry, 'it leads elsewhere');
  }
}

function filesChangedFailure({ source }: FileEntry | LinkEntry, reason: string): Failure {
  return new Failure('files-changed', source, { file: source, reason });
}

function toOpenFailure(entry: FileEntry, error: unknown): unknown {
  const errno = errnoOf(error) ?? '';
  if (['ENOENT', 'ENOTDIR'].includes(errno)) return filesChangedFailure(entry, 'it is gone');
  if (['ELOOP', 'EMLINK', 'ENXIO'].includes(errno))
    return filesChangedFailure(entry, 'it was replaced');
  return toFileFailure(error, entry.source, 'file-unreadable');
}
