import { spawn } from 'node:child_process';
import { recordProcess } from '../../tools/machine/leftovers';
import { MissingPrerequisiteError } from '../../tools/machine/missing';
import { skip } from '../skip';

/** What a process did. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program without a shell. `code` is null when it could not be started. */
export function run(
  program: string,
  args: readonly string[],
  options: {
    readonly cwd?: string;
    readonly env?: NodeJS.ProcessEnv;
    readonly input?: string;
  } = {},
): Promise<Run> {
  return new Promise(resolve => {
    const { cwd, env, input = '' } = options;
    const child = spawn(program, [...args], { cwd, env, stdio: 'pipe' });
    recordProcess(child);
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    child.on('error', error => resolve({ code: null, stdout: '', stderr: error.message }));
    child.on('close', code => resolve({ code, ...output }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

/** What `find` finds; where it is missing on this machine, skips what runs in `test`. */
export async function needed<T>(test: Mocha.Context, find: () => Promise<T>): Promise<T> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof MissingPrerequisiteError) skip(test, error.message);
    throw error;
  }
}
