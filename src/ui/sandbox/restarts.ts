/** How a process ended, as Node tells it. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: string | null;
}

/** So many ends, each soon after its start, and no start is tried any more. */
const limit = 3;
/** A sandbox that ran this long started well; its end is reported like a first one. */
const steadyMilliseconds = 60_000;

/** Whether a sandbox that nobody stopped ended by itself: one that is asked to end has the code 0. */
export function endedByItself({ code }: ProcessEnd, stopped: boolean): boolean {
  return !stopped && code !== 0;
}

/** Why a process ended, in words: its last ones where it chose to end, else the signal. */
export function reasonOfEnd({ code, signal }: ProcessEnd, lastWords: string | undefined): string {
  if (signal !== null) return `it was killed (${signal})`;
  return lastWords ?? `it ended with code ${code ?? -1}`;
}

/**
 * Counts the sandboxes that ended soon after they were started, so that one that cannot run is not
 * started for ever.
 */
export class Restarts {
  #ends = 0;

  /** Whether another start may be tried without being asked for. */
  get mayRestart(): boolean {
    return this.#ends < limit;
  }

  /** Counts an end or a failed start, and returns which message is due. */
  ended(ranMilliseconds: number): 'first' | 'again' | 'last' {
    if (ranMilliseconds >= steadyMilliseconds) this.#ends = 0;
    this.#ends++;
    if (!this.mayRestart) return 'last';
    return this.#ends === 1 ? 'first' : 'again';
  }

  /** Resets the count when a person starts the sandbox. */
  reset(): void {
    this.#ends = 0;
  }
}
