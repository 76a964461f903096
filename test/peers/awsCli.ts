import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { run, type Run } from './run';

/** The AWS CLI, as a command is given to it: `codeartifact list-domains`. */
export interface AwsCli {
  run(args: readonly string[]): Promise<Run>;
  close(): void;
}

/**
 * The AWS CLI in one process where its Python package can be imported, so that a command costs
 * milliseconds; else (version 2 brings a Python of its own) a process for each command.
 */
export async function openAwsCli(env: NodeJS.ProcessEnv): Promise<AwsCli> {
  const importable = await run('python3', ['-c', 'import awscli.clidriver']);
  return importable.code === 0 ? shell(env) : processes(env);
}

function processes(env: NodeJS.ProcessEnv): AwsCli {
  return { run: args => run('aws', args, { env }), close: () => undefined };
}

function shell(env: NodeJS.ProcessEnv): AwsCli {
  const child: ChildProcess = spawn('python3', ['test/peers/awsShell.py'], {
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
