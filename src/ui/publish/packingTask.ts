import type { PackedArchive } from '../../archive/pack/packedArchive';

/** An archive that is packed while the user reads the preview. */
export class PackingTask {
  readonly #abort = new AbortController();
  readonly #completion: Promise<PackedArchive>;
  #result: PackedArchive | undefined;
  #doneBytes = 0;

  /** Starts `pack` immediately. */
  constructor(
    pack: (progress: (doneBytes: number) => void, signal: AbortSignal) => Promise<PackedArchive>,
  ) {
    this.#completion = pack(bytes => (this.#doneBytes = bytes), this.#abort.signal);
    this.#completion.then(
      it => (this.#result = it),
      () => undefined,
    );
  }

  /** The archive, when it is complete. */
  get result(): PackedArchive | undefined {
    return this.#result;
  }

  /** How many bytes of files have been packed. */
  get doneBytes(): number {
    return this.#doneBytes;
  }

  /** Settles when packing ends. */
  get completion(): Promise<PackedArchive> {
    return this.#completion;
  }

  /** Stops packing and deletes the archive. */
  async dispose(): Promise<void> {
    this.#abort.abort();
    const packed = await this.#completion.catch(() => undefined);
    await packed?.dispose();
  }
}
