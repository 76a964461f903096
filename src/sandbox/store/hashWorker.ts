import { Worker } from 'node:worker_threads';

/** The thread's code is text because it must not load the bundle that it is part of. */
const script = `
  const { createHash } = require('node:crypto');
  const { parentPort, workerData } = require('node:worker_threads');
  const hashes = workerData.map(name => createHash(name));
  parentPort.on('message', bytes => {
    if (bytes) for (const hash of hashes) hash.update(bytes);
    parentPort.postMessage(bytes ? [] : hashes.map(hash => hash.digest('hex')));
  });
`;

/** A message to the thread without a reply yet. */
interface PendingReply {
  readonly resolve: (digests: readonly string[]) => void;
  readonly reject: (reason: Error) => void;
}

/** Computes hashes of one stream of bytes on a thread of its own. */
export class HashWorker {
  readonly #worker: Worker;
  readonly #pending: PendingReply[] = [];
  #ended: Error | undefined;

  /** `names` are algorithms of `createHash`. */
  constructor(names: readonly string[]) {
    this.#worker = new Worker(script, { eval: true, workerData: names });
    this.#worker.on('message', (digests: readonly string[]) =>
      this.#pending.shift()?.resolve(digests),
    );
    this.#worker.once('error', (error: Error) => this.#rejectPending(error));
    this.#worker.once('exit', () => this.#rejectPending(new Error('the thread has ended')));
  }

  /** Hashes `bytes`, whose memory it shares. They may be changed once the promise resolves. */
  async update(bytes: Uint8Array<SharedArrayBuffer>): Promise<void> {
    await this.#send(bytes);
  }

  /** The digests in hex, in the order of the names. */
  digest(): Promise<readonly string[]> {
    return this.#send(null);
  }

  /** Ends the thread at once; pending calls reject. */
  async terminate(): Promise<void> {
    await this.#worker.terminate();
  }

  #rejectPending(reason: Error): void {
    this.#ended ??= reason;
    for (const { reject } of this.#pending.splice(0)) reject(reason);
  }

  #send(message: Uint8Array | null): Promise<readonly string[]> {
    // A thread that has ended never replies.
    if (this.#ended) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) => {
      this.#pending.push({ resolve, reject });
      this.#worker.postMessage(message);
    });
  }
}
