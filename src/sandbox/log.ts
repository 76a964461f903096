/** Where the sandbox says what happens; never a secret, never on standard output. */
export type Log = (line: string) => void;

/** A log that writes each line with its time. */
export function createTimestampedLog(now: () => Date, write: (text: string) => void): Log {
  return line => write(`${now().toISOString()} ${line}\n`);
}
