/** Buffers of one size that are used again, so that memory stays flat. */
export class BufferPool {
  readonly #bufferBytes: number;
  readonly #free: Buffer[] = [];

  constructor(bytes: number) {
    this.#bufferBytes = bytes;
  }

  /** A buffer with anything in it. */
  acquire(): Buffer {
    // Not of Node's shared pool: a buffer is as large as thousands of those.
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(this.#bufferBytes);
  }

  /** Nobody may use the buffer after this. */
  release(buffer: Buffer): void {
    this.#free.push(buffer);
  }
}
