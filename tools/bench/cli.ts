import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { ensureAwsCli } from '../machine/awsCli';
import { findWorkingProgram } from '../machine/findProgram';
import { runProgram } from '../machine/run';

/** The AWS CLI. Rejects with `MissingPrerequisiteError`. */
export async function ensureAwsProgram(): Promise<string> {
  return (await ensureAwsCli()).aws;
}

/** The folder of pip, which `aws codeartifact login` runs. Rejects with `MissingPrerequisiteError`. */
export async function findPipFolder(): Promise<string> {
  const works = (pip: string) => runProgram(pip, ['--version']).then(Boolean, () => false);
  const pip = (await findWorkingProgram('pip', works)) ?? (await ensureAwsCli()).python;
  return path.dirname(pip);
}

/** Runs a program with its output in `file`; resolves to its milliseconds from start to end. */
export async function timeProgram(
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
