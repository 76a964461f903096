/** A started timer. */
export interface Timer {
  /** Restarts the timer with the same delay. */
  readonly refresh: () => void;
  readonly stop: () => void;
}

/** Starts a timer that calls `run` once `milliseconds` have passed. */
export type StartTimer = (run: () => void, milliseconds: number) => Timer;

/** Starts a timer with `setTimeout`. */
export const systemTimer: StartTimer = (run, milliseconds) => {
  const timer = setTimeout(run, milliseconds);
  return { refresh: () => timer.refresh(), stop: () => clearTimeout(timer) };
};
