import { spawn, type SpawnOptions } from 'node:child_process';
import { recordProcess } from './leftovers';

/** How a program is run. */
export interface RunProgramOptions extends SpawnOptions {
  /** Whether it is to end by itself where this process is killed: apt-get must not be cut off. */
  readonly outlivesUs?: boolean;
}

const lastLines = 15;

/**
 * Runs a program to its end; resolves to what it printed. Rejects with an Error that says in its
 * first line how the program ended, and below what it printed last.
 */
export function runProgram(
  program: string,
  args: readonly string[],
  { outlivesUs = false, ...options }: RunProgramOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    if (!outlivesUs) recordProcess(child);
    const printed: Buffer[] = [];
    child.stdout.on('data', (data: Buffer) => printed.push(data));
    child.stderr.on('data', (data: Buffer) => printed.push(data));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const text = Buffer.concat(printed).toString();
      if (code === 0) resolve(text);
      else {
        const last = text.trim().split('\n').slice(-lastLines).join('\n');
        const command = [program, ...args].join(' ');
        reject(new Error(`"${command}" ended with ${code ?? signal ?? '?'}:\n${last}`));
      }
    });
  });
}
