/** How a process ended, as Node tells it. */
export interface ProcessExit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** So many ends, each soon after its start, and no start is tried any more. */
const maxEarlyExits = 3;
/** A sandbox that ran this long started well; its end is reported like a first one. */
const stableMilliseconds = 60_000;

/** Whether a sandbox that nobody stopped ended by itself: one that is asked to end has the code 0. */
export function isUnexpectedExit({ code }: ProcessExit, stopped: boolean): boolean {
  return !stopped && code !== 0;
}

/** Why a process ended, in words: its last ones where it chose to end, else the signal. */
export function exitReason(
  { code, signal }: ProcessExit,
  lastStderrLine: string | undefined,
): string {
  if (signal !== null) return `it was killed (${signal})`;
  return lastStderrLine ?? `it ended with code ${code ?? -1}`;
}

/**
 * Counts the sandboxes that ended soon after they were started, so that one that cannot run is not
 * started for ever.
 */
export class RestartLimiter {
  #earlyExits = 0;

  /** Whether another start may be tried without being asked for. */
  get mayRestart(): boolean {
    return this.#earlyExits < maxEarlyExits;
  }

  /** Counts an end or a failed start, and returns which message is due. */
  recordExit(uptimeMilliseconds: number): 'first' | 'again' | 'last' {
    if (uptimeMilliseconds >= stableMilliseconds) this.#earlyExits = 0;
    this.#earlyExits++;
    if (!this.mayRestart) return 'last';
    return this.#earlyExits === 1 ? 'first' : 'again';
  }

  /** Resets the count when a person starts the sandbox. */
  reset(): void {
    this.#earlyExits = 0;
  }
}
