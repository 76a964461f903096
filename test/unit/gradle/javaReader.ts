import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** The definitions of a file in order, as `java.util.Properties` reads them. `!` if it rejects the file. */
export type Reading = readonly (readonly [key: string, value: string])[] | '!';

/** Reads files with `java.util.Properties`, in one process for all files. */
export class JavaReader {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #waiting: ((line: string) => void)[] = [];

  constructor() {
    const program = path.resolve('test/fixtures/gradle/ReadProperties.java');
    this.#process = spawn('java', ['-XX:TieredStopAtLevel=1', program]);
    this.#process.stderr.resume();
    createInterface({ input: this.#process.stdout }).on('line', line =>
      this.#waiting.shift()?.(line),
    );
    this.#process.on('exit', () => {
      for (const answer of this.#waiting.splice(0)) answer('the reader ended');
    });
  }

  async read(bytes: Uint8Array): Promise<Reading> {
    const length = Buffer.alloc(4);
    length.writeInt32BE(bytes.length);
    const line = await new Promise<string>(resolve => {
      this.#waiting.push(resolve);
      this.#process.stdin.write(Buffer.concat([length, bytes]));
    });
    if (line.startsWith('the reader')) throw new Error(line);
    if (line === '!') return '!';
    return line
      .split(' ')
      .filter(pair => pair !== '')
      .map(pair => {
        const [key = '', value = ''] = pair.split('=').map(fromHex);
        return [key, value] as const;
      });
  }

  close(): void {
    this.#process.stdin.end();
  }
}

/** Whether a `java` that can run source files is on the PATH. */
export function hasJava(): boolean {
  const { status, stdout, stderr } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const major = Number(/version "(\d+)/.exec(stdout + stderr)?.[1]);
  return status === 0 && major >= 17;
}

function fromHex(hex: string): string {
  return Buffer.from(hex, 'hex').swap16().toString('utf16le');
}
