import { spawn, type SpawnOptions } from 'node:child_process';

/** Runs a program to its end; resolves to what it printed, rejects with the end of that. */
export function run(
  program: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const printed: Buffer[] = [];
    child.stdout.on('data', (data: Buffer) => printed.push(data));
    child.stderr.on('data', (data: Buffer) => printed.push(data));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const text = Buffer.concat(printed).toString();
      if (code === 0) resolve(text);
      else
        reject(
          new Error(
            `${[program, ...args].join(' ')} ended with ${code ?? signal ?? '?'}:\n${text.slice(-2000).trim()}`,
          ),
        );
    });
  });
}
