import { FatalError } from './fatalError';
import { formatStackTrace } from './http/errorResponse';
import type { Log } from './log';

/**
 * Decides whether an error ends the sandbox. Only a `FatalError` does: the store's commits are
 * synchronous and either apply completely, throw and change nothing, or throw a `FatalError`, so no
 * other error can leave records half changed.
 */
export class ErrorHandler {
  readonly #log: Log;
  readonly #onFatalError: (reason: FatalError) => void;
  #fatalError: FatalError | undefined;

  /** Calls `onFatalError` once, with the first `FatalError`. */
  constructor(log: Log, onFatalError: (reason: FatalError) => void) {
    this.#log = log;
    this.#onFatalError = onFatalError;
  }

  /** The error that ends the sandbox, if there is one. */
  get fatalError(): FatalError | undefined {
    return this.#fatalError;
  }

  /** Logs an error with its stack, and reports the first `FatalError`. */
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

  /** Runs `check` and handles what it throws. */
  runCheck(check: () => void): void {
    try {
      check();
    } catch (error) {
      this.handle('error', error);
    }
  }
}
