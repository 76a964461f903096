import { execFile } from 'node:child_process';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { ProgramSearchOptions } from '../../files/findProgram';
import { findGitRoot } from '../../files/findGitRoot';
import type { ProgramFact } from '../../diagnostics/diagnosticContext';
import { findInstalledJava, findInstalledMaven } from './installedPrograms';

interface ProgramResult {
  /** The exit code, or why it did not run at all: `ENOENT`. */
  readonly code: number | string;
  readonly text: string;
}

const timeoutMs = 4_000;

/** Where programs are looked for, and whether one may be started that no file tells the version of. */
export interface InspectProgramOptions extends ProgramSearchOptions {
  readonly mayRun: boolean;
  /** A folder in which no project has a say. */
  readonly cwd: string;
}

/** Which `mvn` or `java` a build takes. Both are asked only what their own files do not tell. */
export async function inspectProgram(
  name: 'mvn' | 'java',
  options: InspectProgramOptions,
  signal: AbortSignal,
): Promise<ProgramFact> {
  const found =
    name === 'mvn' ? await findInstalledMaven(options) : await findInstalledJava(options, signal);
  if (!found) return { kind: 'missing' };
  if ('wrongHome' in found) return { kind: 'wrong-home', folder: found.wrongHome };
  const version = found.version ?? (await queryVersion(found.path, options, signal));
  return {
    kind: 'found',
    path: found.path,
    ...(version !== undefined && { versionText: version }),
  };
}

/** What the program says of its version, if it may be started. */
async function queryVersion(
  program: string,
  { mayRun, cwd }: InspectProgramOptions,
  signal: AbortSignal,
): Promise<string | undefined> {
  // Windows runs scripts by a shell alone, which takes names of folders for commands.
  if (!mayRun || /\.(?:cmd|bat)$/i.test(program)) return undefined;
  const { code, text } = await runProgram(program, ['-version'], cwd, signal);
  const first = text.split('\n').find(line => /\d/.test(line));
  // Maven marks its name for terminals.
  return code === 0 && first !== undefined ? stripVTControlCharacters(first).trim() : undefined;
}

/** Whether git tracks `file`; undefined where there is no git to ask. */
export async function isTrackedByGit(
  file: string,
  signal: AbortSignal,
): Promise<boolean | undefined> {
  const folder = path.dirname(file);
  if ((await findGitRoot(folder)) === undefined) return false;
  // A repository may name a program to run with every command.
  const args = ['-c', 'core.fsmonitor=false', 'ls-files', '--error-unmatch', '--'];
  const { code } = await runProgram('git', [...args, path.basename(file)], folder, signal);
  return typeof code === 'number' ? code === 0 : undefined;
}

function runProgram(
  program: string,
  args: readonly string[],
  cwd: string,
  signal: AbortSignal,
): Promise<ProgramResult> {
  const options = { cwd, signal, timeout: timeoutMs, windowsHide: true };
  return new Promise(resolve => {
    execFile(program, [...args], options, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? (error ? 'killed' : 0), text: `${stdout}${stderr}` }),
    );
  });
}
