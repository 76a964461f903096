import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { AwsCli as Installed } from '../../tools/machine/awsCli';
import { run, type Run } from './run';

/** The AWS CLI, as a command is given to it: `codeartifact list-domains`. */
export interface AwsCli {
  run(args: readonly string[]): Promise<Run>;
  close(): void;
}

/**
 * The AWS CLI in one process where `python` can import the very version that `aws` is, so that a
 * command costs milliseconds; else (version 2 brings a Python of its own) a process for each command.
 */
export async function openAwsCli(
  { aws, python }: Installed,
  env: NodeJS.ProcessEnv,
): Promise<AwsCli> {
  const version = await run(aws, ['--version']);
  const code = 'import awscli.clidriver; print(awscli.__version__)';
  const importable = await run(python, ['-c', code]);
  const isSame =
    importable.code === 0 && version.stdout.startsWith(`aws-cli/${importable.stdout.trim()} `);
  return isSame ? shell(python, env) : processes(aws, env);
}

function processes(aws: string, env: NodeJS.ProcessEnv): AwsCli {
  return { run: args => run(aws, args, { env }), close: () => undefined };
}

function shell(python: string, env: NodeJS.ProcessEnv): AwsCli {
  const child: ChildProcess = spawn(python, ['test/interop/awsShell.py'], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const waiting: ((result: Run) => void)[] = [];
  if (child.stdout)
    createInterface({ input: child.stdout }).on('line', line =>
      waiting.shift()?.(JSON.parse(line) as Run),
    );
  child.on('exit', code => {
    for (const done of waiting.splice(0)) done({ code, stdout: '', stderr: 'the shell ended' });
  });
  return {
    run: args =>
      new Promise(resolve => {
        waiting.push(resolve);
        child.stdin?.write(`${JSON.stringify(args)}\n`);
      }),
    close: () => child.stdin?.end(),
  };
}
