import { npmCommand } from '../../scripts/npm.mjs';
import { run } from './run';

/** Runs npm in `cwd` to its end; resolves to what it printed, rejects with the end of that. */
export function npm(
  cwd: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  const { program, args: first, shell } = npmCommand();
  return run(program, [...first, ...args, '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd,
    shell,
    env: { ...process.env, ...env },
  });
}
