import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** Maven's own reader of settings files, in one Java process for all of them. */
export class Oracle {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #waiting: ((line: string) => void)[] = [];

  constructor(lib: string) {
    const program = path.resolve('test/properties/Oracle.java');
    this.#process = spawn('java', ['-Xss1m', '-cp', path.join(lib, '*'), program]);
    this.#process.stderr.resume();
    createInterface({ input: this.#process.stdout }).on('line', line =>
      this.#waiting.shift()?.(line),
    );
    this.#process.on('exit', () => {
      for (const answer of this.#waiting.splice(0)) answer('!the oracle has died');
    });
  }

  /** What Maven makes of a file: a description of all it read, or `!` and why it refuses it. */
  judge(bytes: Uint8Array): Promise<string> {
    const length = Buffer.alloc(4);
    length.writeInt32BE(bytes.length);
    return new Promise(resolve => {
      this.#waiting.push(resolve);
      this.#process.stdin.write(length);
      this.#process.stdin.write(bytes);
    });
  }

  close(): void {
    this.#process.stdin.end();
  }
}

/** Maven's library folder and a `java` to run it, or why there is none. */
export function findMaven(): { lib: string } | { missing: string } {
  const onPath = (process.env['PATH'] ?? '').split(path.delimiter);
  const find = (name: string) => onPath.map(it => path.join(it, name)).find(it => existsSync(it));
  const mvn = find('mvn');
  const homes = [
    process.env['MAVEN_HOME'],
    mvn === undefined ? undefined : path.resolve(realpathSync(mvn), '../..'),
    '/usr/share/maven',
  ];
  const libs = homes.flatMap(home => (home === undefined ? [] : [path.join(home, 'lib')]));
  const lib = libs.find(it => existsSync(it));
  if (lib === undefined) return { missing: 'Maven is not installed' };
  if (find('java') === undefined) return { missing: 'Java is not installed' };
  return { lib };
}

/** The lines of a verdict that are about servers, without those of `ids`. */
export function serversWithout(verdict: string, ids: ReadonlySet<string>): readonly string[] {
  return verdict
    .split('\\n')
    .filter(
      line => line.startsWith('<server>') && !ids.has(/^<server>\t<(.*?)>\t/.exec(line)?.[1] ?? ''),
    );
}

/** What the verdict says of the servers `id`: user name and password of each. */
export function serversOf(verdict: string, id: string): readonly string[] {
  return verdict
    .split('\\n')
    .filter(line => line.startsWith(`<server>\t<${id}>\t`))
    .map(line => line.split('\t').slice(2, 4).join(' '));
}
