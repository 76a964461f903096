/** How a process ended, as Node reports it. */
export interface ProcessExit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** After this many exits in a row, each soon after a start, the sandbox is not restarted. */
const maxEarlyExits = 3;
/** A sandbox that ran this long has started correctly. Its exit counts as the first one. */
const stableMilliseconds = 60_000;

/**
 * Whether a sandbox ended without being stopped. A sandbox that is asked to end has exit code 0.
 */
export function isUnexpectedExit({ code }: ProcessExit, stopped: boolean): boolean {
  return !stopped && code !== 0;
}

/** Why a process ended: the signal, or the last line that it printed. */
export function exitReason(
  { code, signal }: ProcessExit,
  lastStderrLine: string | undefined,
): string {
  if (signal !== null) return `it was killed (${signal})`;
  return lastStderrLine ?? `it ended with code ${code ?? -1}`;
}

/**
 * Counts the exits soon after a start, so that a sandbox that cannot run is not restarted forever.
 */
export class RestartLimiter {
  #earlyExits = 0;

  /** Whether the sandbox may be restarted automatically. */
  get mayRestart(): boolean {
    return this.#earlyExits < maxEarlyExits;
  }

  /** Counts an exit or a failed start, and returns which message to show. */
  recordExit(uptimeMilliseconds: number): 'first' | 'again' | 'last' {
    if (uptimeMilliseconds >= stableMilliseconds) this.#earlyExits = 0;
    this.#earlyExits++;
    if (!this.mayRestart) return 'last';
    return this.#earlyExits === 1 ? 'first' : 'again';
  }

  /** Resets the count when the user starts the sandbox. */
  reset(): void {
    this.#earlyExits = 0;
  }
}
