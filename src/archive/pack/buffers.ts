/** Buffers of one size that are used again, so that memory stays flat. */
export class Buffers {
  readonly #bytes: number;
  readonly #free: Buffer[] = [];

  constructor(bytes: number) {
    this.#bytes = bytes;
  }

  /** A buffer with anything in it. */
  take(): Buffer {
    // Not of Node's shared pool: a buffer is as large as thousands of those.
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(this.#bytes);
  }

  /** Nobody may use the buffer after this. */
  give(buffer: Buffer): void {
    this.#free.push(buffer);
  }
}
