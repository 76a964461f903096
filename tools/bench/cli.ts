import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { findProgram } from '../machine/findProgram';
import { Missing } from '../machine/missing';
import { run } from '../machine/run';

/** The program `name` itself: what a version manager puts in front of it is no part of it. */
async function realProgram(name: string, hint: string): Promise<string> {
  const found = findProgram([name]);
  if (found === undefined) throw new Missing(`${name} is missing. ${hint}`);
  const manager = /[\\/]\.?(pyenv|asdf|mise)[\\/]shims[\\/]/.exec(found)?.[1];
  return manager === undefined ? found : (await run(manager, ['which', name])).trim();
}

/** The AWS CLI. Rejects with `Missing`. */
export function awsProgram(): Promise<string> {
  return realProgram('aws', 'Install the AWS CLI.');
}

/** The folder of pip, which `aws codeartifact login` runs. Rejects with `Missing`. */
export async function pipFolder(): Promise<string> {
  return path.dirname(await realProgram('pip', 'Install Python with pip.'));
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
