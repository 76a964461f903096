/** A computer whose clock can be set and which can sleep; every time is in milliseconds. */
export class Computer {
  /** What time it really is. */
  real: number;
  /** How far the clock is ahead of that. */
  ahead = 0;
  /** The time spent awake. */
  elapsed = 0;
  #timers: { readonly at: number; readonly ring: () => void }[] = [];

  constructor(start: Date) {
    this.real = start.getTime();
  }

  readonly now = (): number => this.real + this.ahead;

  /** As `setTimeout` does, this counts time awake only. */
  readonly wait = (milliseconds: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const give = (): void => {
        this.#timers = this.#timers.filter(it => it !== timer);
        reject(Object.assign(new Error('aborted'), { name: 'AbortError' }));
      };
      const ring = (): void => {
        signal.removeEventListener('abort', give);
        resolve();
      };
      const timer = { at: this.elapsed + milliseconds, ring };
      if (signal.aborted) give();
      else {
        this.#timers.push(timer);
        signal.addEventListener('abort', give);
      }
    });

  sleep(milliseconds: number): void {
    this.real += milliseconds;
  }

  /** Lives through a time awake, ringing what is due and letting everything settle after it. */
  async live(milliseconds: number, each: () => void = () => undefined): Promise<void> {
    const end = this.elapsed + milliseconds;
    for (;;) {
      await new Promise(resolve => setImmediate(resolve));
      const next = Math.min(end, ...this.#timers.map(({ at }) => at));
      this.real += next - this.elapsed;
      this.elapsed = next;
      const due = this.#timers.filter(({ at }) => at <= next);
      this.#timers = this.#timers.filter(({ at }) => at > next);
      each();
      for (const { ring } of due) ring();
      if (due.length === 0 && next >= end) return;
    }
  }
}

/** Random numbers that are the same in every run. */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
