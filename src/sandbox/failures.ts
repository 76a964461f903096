import { FatalError } from './fatalError';
import { stackOf } from './http/errorAnswer';
import type { Log } from './log';

/**
 * Decides what an error does to the whole sandbox. Only a `FatalError` ends it: records are written
 * by synchronous commits, which are whole, or throw and leave nothing, or throw a `FatalError`. No
 * other error can leave them half changed, wherever it comes from.
 */
export class Failures {
  readonly #log: Log;
  readonly #end: (reason: FatalError) => void;
  #reason: FatalError | undefined;

  /** `end` is called once, with the first `FatalError`. */
  constructor(log: Log, end: (reason: FatalError) => void) {
    this.#log = log;
    this.#end = end;
  }

  /** Why the sandbox ends, if it does. */
  get reason(): FatalError | undefined {
    return this.#reason;
  }

  /** Logs an error with its stack, and ends the sandbox where it must. */
  note(what: string, error: unknown): void {
    if (!(error instanceof FatalError)) {
      this.#log(`${what} ${stackOf(error)}`);
      return;
    }
    if (this.#reason) return;
    this.#reason = error;
    this.#log(`fatal ${stackOf(error)}`);
    this.#end(error);
  }

  /** Runs `check` and notes what it throws. */
  watch(check: () => void): void {
    try {
      check();
    } catch (error) {
      this.note('error', error);
    }
  }
}
