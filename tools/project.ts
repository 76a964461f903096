import { existsSync } from 'node:fs';
import path from 'node:path';

function projectAbove(folder: string): string {
  if (existsSync(path.join(folder, 'esbuild.mjs'))) return folder;
  const parent = path.dirname(folder);
  if (parent === folder) throw new Error('These tools run inside of the project only.');
  return projectAbove(parent);
}

/** The project's folder, wherever the bundle that asks lies in out/. */
export const projectFolder = projectAbove(__dirname);

/** A path inside of .cache/, which git ignores: what was fetched or found out once. */
export function cachePath(...parts: readonly string[]): string {
  return path.join(projectFolder, '.cache', ...parts);
}
