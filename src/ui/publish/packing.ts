import type { PackedArchive } from '../../archive/pack/packArchive';

/** An archive that is being packed while the person still looks at what it will hold. */
export class Packing {
  readonly #stop = new AbortController();
  readonly #packed: Promise<PackedArchive>;
  #result: PackedArchive | undefined;
  #doneBytes = 0;

  /** `pack` starts at once. */
  constructor(
    pack: (progress: (doneBytes: number) => void, signal: AbortSignal) => Promise<PackedArchive>,
  ) {
    this.#packed = pack(bytes => (this.#doneBytes = bytes), this.#stop.signal);
    this.#packed.then(
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
  get packed(): Promise<PackedArchive> {
    return this.#packed;
  }

  /** Ends it and deletes the archive. */
  async dispose(): Promise<void> {
    this.#stop.abort();
    const packed = await this.#packed.catch(() => undefined);
    await packed?.dispose();
  }
}
