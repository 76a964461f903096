import { execFile } from 'node:child_process';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { ProgramPlaces } from '../../files/findProgram';
import { gitFolder } from '../../files/gitFolder';
import type { ProgramFact } from '../../diagnostics/patient';
import { installedJava, installedMaven } from './versions';

interface Ended {
  /** The exit code, or why it did not run at all: `ENOENT`. */
  readonly code: number | string;
  readonly text: string;
}

const limitMs = 4_000;

/** Where programs are looked for, and whether one may be started that no file tells the version of. */
export interface Programs extends ProgramPlaces {
  readonly mayStart: boolean;
  /** A folder in which no project has a say. */
  readonly cwd: string;
}

/** Which `mvn` or `java` a build takes. Both are asked only what their own files do not tell. */
export async function programFact(
  name: 'mvn' | 'java',
  programs: Programs,
  signal: AbortSignal,
): Promise<ProgramFact> {
  const found =
    name === 'mvn' ? await installedMaven(programs) : await installedJava(programs, signal);
  if (!found) return { kind: 'missing' };
  if ('wrongHome' in found) return { kind: 'wrong-home', folder: found.wrongHome };
  const says = found.version ?? (await asked(found.path, programs, signal));
  return { kind: 'found', path: found.path, ...(says !== undefined && { says }) };
}

/** What the program says of its version, if it may be started. */
async function asked(
  program: string,
  { mayStart, cwd }: Programs,
  signal: AbortSignal,
): Promise<string | undefined> {
  // Windows runs scripts by a shell alone, which takes names of folders for commands.
  if (!mayStart || /\.(?:cmd|bat)$/i.test(program)) return undefined;
  const { code, text } = await run(program, ['-version'], cwd, signal);
  const first = text.split('\n').find(line => /\d/.test(line));
  // Maven marks its name for terminals.
  return code === 0 && first !== undefined ? stripVTControlCharacters(first).trim() : undefined;
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
