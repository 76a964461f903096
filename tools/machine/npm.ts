import { npmCommand } from '../../scripts/npm.mjs';
import { runProgram } from './run';

/** Runs npm in `cwd` to its end; resolves to what it printed, rejects with the end of that. */
export function runNpm(
  cwd: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  const { program, args: first, shell } = npmCommand();
  return runProgram(program, [...first, ...args, '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd,
    shell,
    env: { ...process.env, ...env },
  });
}
