import { Worker } from 'node:worker_threads';

/** As text: the sandbox is one file, and a test is another, that a thread must not start once more. */
const script = `
  const { createHash } = require('node:crypto');
  const { parentPort, workerData } = require('node:worker_threads');
  const hashes = workerData.map(name => createHash(name));
  parentPort.on('message', bytes => {
    if (bytes) for (const hash of hashes) hash.update(bytes);
    parentPort.postMessage(bytes ? [] : hashes.map(hash => hash.digest('hex')));
  });
`;

/** A message that was not answered yet. */
interface PendingReply {
  readonly resolve: (digests: readonly string[]) => void;
  readonly reject: (reason: Error) => void;
}

/** Hashes of one stream of bytes, taken on a thread of their own. */
export class HashWorker {
  readonly #worker: Worker;
  readonly #pending: PendingReply[] = [];
  #ended: Error | undefined;

  /** `names` are those of `createHash`. */
  constructor(names: readonly string[]) {
    this.#worker = new Worker(script, { eval: true, workerData: names });
    this.#worker.on('message', (digests: readonly string[]) =>
      this.#pending.shift()?.resolve(digests),
    );
    this.#worker.once('error', (error: Error) => this.#rejectPending(error));
    this.#worker.once('exit', () => this.#rejectPending(new Error('the thread has ended')));
  }

  /** Resolves when `bytes`, which it shares, were hashed and may be changed. */
  async update(bytes: Uint8Array<SharedArrayBuffer>): Promise<void> {
    await this.#send(bytes);
  }

  /** The digests in hexadecimal digits, in the order of the names. */
  digest(): Promise<readonly string[]> {
    return this.#send(null);
  }

  /** Ends the thread, whatever it does; what was asked and not answered fails. */
  async terminate(): Promise<void> {
    await this.#worker.terminate();
  }

  #rejectPending(reason: Error): void {
    this.#ended ??= reason;
    for (const { reject } of this.#pending.splice(0)) reject(reason);
  }

  #send(message: Uint8Array | null): Promise<readonly string[]> {
    // Nobody would ever answer.
    if (this.#ended) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) => {
      this.#pending.push({ resolve, reject });
      this.#worker.postMessage(message);
    });
  }
}
