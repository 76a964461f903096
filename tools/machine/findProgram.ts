import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { runProgram } from './run';

/** The absolute path of the first of `names` that is a program, searched for in PATH. */
export function findProgram(names: readonly string[]): string | undefined {
  return names.flatMap(candidates).find(isProgram);
}

/**
 * The first program `name` in PATH that `works`: one that cannot be started may lie in front of it.
 * Where a version manager's stand-in leads to a program, it is the program itself.
 */
export async function findWorkingProgram(
  name: string,
  works: (program: string) => Promise<boolean>,
): Promise<string | undefined> {
  for (const found of candidates(name).filter(isProgram)) {
    const program = await behindStandIn(found);
    if (program !== undefined && (await works(program))) return program;
  }
  return undefined;
}

/** The first program `name` in PATH that answers to `--version`. */
export function findStartingProgram(name: string): Promise<string | undefined> {
  return findWorkingProgram(name, program =>
    runProgram(program, ['--version']).then(
      () => true,
      () => false,
    ),
  );
}

async function behindStandIn(found: string): Promise<string | undefined> {
  const manager = /[\\/]\.?(pyenv|asdf|mise)[\\/]shims[\\/]/.exec(found)?.[1];
  if (manager === undefined) return found;
  const program = await runProgram(manager, ['which', path.basename(found)]).catch(() => '');
  return isProgram(program.trim()) ? program.trim() : undefined;
}

function candidates(name: string): string[] {
  if (path.isAbsolute(name)) return [name];
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  return folders.flatMap(folder => endings.map(ending => path.join(folder, name + ending)));
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
