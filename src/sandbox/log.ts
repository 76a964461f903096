/** Writes a line to the sandbox's log, which goes to standard error. Lines never contain secrets. */
export type Log = (line: string) => void;

/** Creates a log that puts the time before each line. */
export function createTimestampedLog(now: () => Date, write: (text: string) => void): Log {
  return line => write(`${now().toISOString()} ${line}\n`);
}
