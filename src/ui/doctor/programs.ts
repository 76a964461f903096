import { execFile } from 'node:child_process';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { gitFolder } from '../../disk/gitFolder';
import type { ProgramFact } from '../../doctor/patient';

interface Ended {
  /** The exit code, or why it did not run at all: `ENOENT`. */
  readonly code: number | string;
  readonly text: string;
}

const limitMs = 4_000;

/** What `mvn` or `java` says of its version; asked in `cwd`, where no project has a say. */
export async function askProgram(
  name: 'mvn' | 'java',
  cwd: string,
  signal: AbortSignal,
): Promise<ProgramFact> {
  // Windows runs mvn.cmd by a shell alone, and there is none here.
  if (name === 'mvn' && process.platform === 'win32') return { kind: 'not-asked' };
  const { code, text } = await run(name, ['-version'], cwd, signal);
  if (code === 'ENOENT') return { kind: 'missing' };
  const first = text.split('\n').find(line => /\d/.test(line));
  return code === 0 && first !== undefined
    ? // Maven marks its name for terminals.
      { kind: 'found', says: stripVTControlCharacters(first).trim() }
    : { kind: 'not-asked' };
}

/** Whether git tracks `file`; undefined where there is no git to ask. */
export async function isTracked(file: string, signal: AbortSignal): Promise<boolean | undefined> {
  const folder = path.dirname(file);
  if ((await gitFolder(folder)) === undefined) return false;
  // A repository may name a program to run with every command.
  const args = ['-c', 'core.fsmonitor=false', 'ls-files', '--error-unmatch', '--'];
  const { code } = await run('git', [...args, path.basename(file)], folder, signal);
  return typeof code === 'number' ? code === 0 : undefined;
}

function run(
  program: string,
  args: readonly string[],
  cwd: string,
  signal: AbortSignal,
): Promise<Ended> {
  const options = { cwd, signal, timeout: limitMs, windowsHide: true };
  return new Promise(resolve => {
    execFile(program, [...args], options, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? (error ? 'killed' : 0), text: `${stdout}${stderr}` }),
    );
  });
}
