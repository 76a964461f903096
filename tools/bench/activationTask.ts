/** What test/bench is told, as JSON in its environment's BENCH_TASK. */
export interface ActivationTask {
  /** Copies of dist/extension.js, each to be loaded and activated once. */
  readonly bundles: readonly string[];
  /** Gets the milliseconds of each as JSON. */
  readonly reportFile: string;
}
