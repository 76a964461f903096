import type { AwsCredentialIdentity } from '@smithy/types';
import { untilAborted } from '../errors/cancelled';

/** Credentials and what the shared files say beside them. */
export interface Provided {
  readonly credentials: AwsCredentialIdentity;
  /** The endpoints that settings name; the SDK derives the others. */
  readonly endpoints: { readonly codeartifact?: string; readonly sts?: string };
}

/** Gets credentials anew. `signal` aborts when nobody waits for them any more. */
export type Provide = (signal: AbortSignal) => Promise<Provided>;

interface Held {
  readonly stamp: string;
  readonly provided: Provided;
}

interface Flight {
  readonly stamp: string;
  readonly work: Promise<Provided>;
  readonly stop: AbortController;
  waiters: number;
}

/** The SDK's own providers renew that long before the end. */
const renewBeforeMs = 5 * 60_000;

/**
 * Credentials, kept as long as they are valid and the files that they came from are unchanged, and
 * got once however many ask at the same time. A failure is never kept.
 */
export class CredentialStore {
  readonly #provide: Provide;
  readonly #stamp: () => Promise<string>;
  readonly #now: () => number;
  #held: Held | undefined;
  #flight: Flight | undefined;

  constructor(provide: Provide, stamp: () => Promise<string>, now: () => number) {
    this.#provide = provide;
    this.#stamp = stamp;
    this.#now = now;
  }

  /** The same object as long as the credentials are the same. */
  async provided(signal: AbortSignal): Promise<Provided> {
    const stamp = await untilAborted(this.#stamp(), signal);
    if (this.#held && this.#held.stamp === stamp && this.#isFresh(this.#held.provided))
      return this.#held.provided;
    const flight = this.#flight?.stamp === stamp ? this.#flight : this.#start(stamp);
    flight.waiters += 1;
    try {
      return await untilAborted(flight.work, signal);
    } finally {
      flight.waiters -= 1;
      if (flight.waiters === 0) {
        flight.stop.abort();
        if (this.#flight === flight) this.#flight = undefined;
      }
    }
  }

  /** Makes the next call get credentials anew: the service has refused these. */
  forget(refused: Provided): void {
    if (this.#held?.provided === refused) this.#held = undefined;
  }

  #start(stamp: string): Flight {
    const stop = new AbortController();
    const work = this.#provide(stop.signal).then(provided => {
      this.#held = { stamp, provided };
      return provided;
    });
    const flight: Flight = { stamp, work, stop, waiters: 0 };
    this.#flight = flight;
    return flight;
  }

  #isFresh({ credentials: { expiration } }: Provided): boolean {
    return expiration === undefined || expiration.getTime() - this.#now() > renewBeforeMs;
  }
}
