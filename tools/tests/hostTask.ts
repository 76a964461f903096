/** What the tests in the extension host are told, as JSON in its environment's HOST_TASK. */
export interface HostTask {
  readonly reportFile: string;
  /** The names of the files to run, as the report has them. */
  readonly files: readonly string[];
  readonly grep?: string | undefined;
}

/** Starts every line that the tests print in the extension host. */
export const hostLinePrefix = '[tests] ';
