import { spawn, type SpawnOptions } from 'node:child_process';

/** How a program ended, and everything that it printed. */
export interface ProgramResult {
  /** Undefined where a signal ended it. */
  readonly code: number | undefined;
  readonly printed: string;
}

/** Runs a program to its end, whatever that is. Rejects only where it cannot be started. */
export function runToEnd(
  program: string,
  args: readonly string[],
  options: SpawnOptions,
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const printed: Buffer[] = [];
    child.stdout.on('data', (data: Buffer) => printed.push(data));
    child.stderr.on('data', (data: Buffer) => printed.push(data));
    const stop = () => void child.kill('SIGTERM');
    process.once('SIGTERM', stop);
    child.once('error', reject);
    child.once('close', code => {
      process.off('SIGTERM', stop);
      resolve({ code: code ?? undefined, printed: Buffer.concat(printed).toString() });
    });
  });
}
