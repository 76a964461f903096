import type { StartTimer } from '../../../src/shared/timer';

/** Timers whose time passes only when a test lets it pass. */
export class ManualTimers {
  readonly #running = new Set<{ due: number; readonly run: () => void }>();
  #now = 0;

  /** As `Limits` takes it. */
  readonly start: StartTimer = (run, milliseconds) => {
    const timer = { due: this.#now + milliseconds, run };
    this.#running.add(timer);
    return {
      refresh: () => void (timer.due = this.#now + milliseconds),
      stop: () => void this.#running.delete(timer),
    };
  };

  /** Lets `milliseconds` pass, and runs every timer that ends within them, the earliest first. */
  pass(milliseconds: number): void {
    this.#now += milliseconds;
    const due = [...this.#running].filter(it => it.due <= this.#now);
    for (const timer of due.sort((a, b) => a.due - b.due))
      if (this.#running.delete(timer)) timer.run();
  }
}
