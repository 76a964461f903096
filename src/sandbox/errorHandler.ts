import { FatalError } from './fatalError';
import { formatStackTrace } from './http/errorResponse';
import type { Log } from './log';

/**
 * Decides what an error does to the whole sandbox. Only a `FatalError` ends it: records are written
 * by synchronous commits, which are whole, or throw and leave nothing, or throw a `FatalError`. No
 * other error can leave them half changed, wherever it comes from.
 */
export class ErrorHandler {
  readonly #log: Log;
  readonly #onFatalError: (reason: FatalError) => void;
  #fatalError: FatalError | undefined;

  /** `end` is called once, with the first `FatalError`. */
  constructor(log: Log, onFatalError: (reason: FatalError) => void) {
    this.#log = log;
    this.#onFatalError = onFatalError;
  }

  /** Why the sandbox ends, if it does. */
  get fatalError(): FatalError | undefined {
    return this.#fatalError;
  }

  /** Logs an error with its stack, and ends the sandbox where it must. */
  handle(context: string, error: unknown): void {
    if (!(error instanceof FatalError)) {
      this.#log(`${context} ${formatStackTrace(error)}`);
      return;
    }
    if (this.#fatalError) return;
    this.#fatalError = error;
    this.#log(`fatal ${formatStackTrace(error)}`);
    this.#onFatalError(error);
  }

  /** Runs `check` and notes what it throws. */
  runCheck(check: () => void): void {
    try {
      check();
    } catch (error) {
      this.handle('error', error);
    }
  }
}
