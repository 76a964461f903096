import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { awsCli } from '../machine/awsCli';
import { findWorking } from '../machine/findProgram';
import { run } from '../machine/run';

/** The AWS CLI. Rejects with `Missing`. */
export async function awsProgram(): Promise<string> {
  return (await awsCli()).aws;
}

/** The folder of pip, which `aws codeartifact login` runs. Rejects with `Missing`. */
export async function pipFolder(): Promise<string> {
  const works = (pip: string) => run(pip, ['--version']).then(Boolean, () => false);
  const pip = (await findWorking('pip', works)) ?? (await awsCli()).python;
  return path.dirname(pip);
}

/** Runs a program with its output in `file`; resolves to its milliseconds from start to end. */
export async function timed(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  file: string,
): Promise<number> {
  const output = await open(file, 'w');
  try {
    const started = performance.now();
    const child = spawn(program, args, { env, stdio: ['ignore', output.fd, 'inherit'] });
    const [code] = (await once(child, 'close')) as [number | null];
    const milliseconds = performance.now() - started;
    if (code !== 0) throw new Error(`${[program, ...args].join(' ')} ended with ${code ?? '?'}`);
    return milliseconds;
  } finally {
    await output.close();
  }
}
