import type { PackedArchive } from '../../archive/pack/packedArchive';

/** An archive that is being packed while the person still looks at what it will hold. */
export class PackingTask {
  readonly #abort = new AbortController();
  readonly #completion: Promise<PackedArchive>;
  #result: PackedArchive | undefined;
  #doneBytes = 0;

  /** `pack` starts at once. */
  constructor(
    pack: (progress: (doneBytes: number) => void, signal: AbortSignal) => Promise<PackedArchive>,
  ) {
    this.#completion = pack(bytes => (this.#doneBytes = bytes), this.#abort.signal);
    this.#completion.then(
      it => (this.#result = it),
      () => undefined,
    );
  }

  /** The archive, once it is there. */
  get result(): PackedArchive | undefined {
    return this.#result;
  }

  /** How many bytes of files are in it by now. */
  get doneBytes(): number {
    return this.#doneBytes;
  }

  /** Settles as the packing does. */
  get completion(): Promise<PackedArchive> {
    return this.#completion;
  }

  /** Ends it and deletes the archive. */
  async dispose(): Promise<void> {
    this.#abort.abort();
    const packed = await this.#completion.catch(() => undefined);
    await packed?.dispose();
  }
}
