import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

/** The absolute path of the first of `names` that is a program, searched for in PATH. */
export function findProgram(names: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  return names
    .flatMap(name =>
      path.isAbsolute(name)
        ? [name]
        : folders.flatMap(folder => endings.map(ending => path.join(folder, name + ending))),
    )
    .find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
