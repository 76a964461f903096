import path from 'node:path';
import { runProgram } from '../machine/run';
import { projectFolder } from '../project';

/** The bundle with the AWS SDK, as VS Code loads it. */
export const awsBundle = path.join(projectFolder, 'dist', 'aws.js');

/** What a probe was told. */
export function readProbeTask(): unknown {
  return JSON.parse(process.argv[2] ?? '');
}

/**
 * Runs tools/bench/probes/`name`.ts in a Node of its own, which has nothing loaded yet, and resolves
 * to what it found. The clock runs inside of it: VS Code's Node is there already.
 */
export async function runProbe<T>(
  name: string,
  task: unknown,
  env: NodeJS.ProcessEnv = process.env,
): Promise<T> {
  const file = path.join(projectFolder, 'out', 'tools', 'bench', 'probes', `${name}.js`);
  const printed = await runProgram(process.execPath, [file, JSON.stringify(task)], { env });
  return JSON.parse(printed) as T;
}
