import { realpath, stat } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import path from 'node:path';
import { isCancelled } from '../../core/failure';
import { errnoOf } from '../../files/fileErrors';
import { collisionKey } from '../../shared/portableName';
import type { ArchivePlanBuilder } from './archivePlanBuilder';

/** A chosen file or folder. */
export interface ResolvedRoot {
  /** Its real path. */
  readonly root: string;
  /** Its name in the archive, with parent folders where another root has the same name. */
  readonly name: string;
  /** The name that was chosen and the name that a link leads to. */
  readonly ownNames: readonly string[];
  readonly stats: Stats;
}

/**
 * Resolves the links of the chosen paths. Paths within another chosen folder are left out; a path that
 * does not exist, cannot be read or is neither a file nor a folder becomes a problem of the plan.
 */
export async function resolveRoots(
  roots: readonly string[],
  builder: ArchivePlanBuilder,
): Promise<readonly ResolvedRoot[]> {
  const resolved: { requested: string; root: string; stats: Stats }[] = [];
  for (const requested of new Set(roots.map(root => path.resolve(root)))) {
    try {
      const root = await realpath(requested);
      const stats = await stat(root);
      if (stats.isFile() || stats.isDirectory()) resolved.push({ requested, root, stats });
      else builder.addProblem('special-root', requested, 'it is neither a file nor a folder');
    } catch (error) {
      if (isCancelled(error)) throw error;
      const isAbsent = errnoOf(error) === 'ENOENT';
      if (isAbsent) builder.addProblem('absent', requested, 'there is no such file or folder');
      else builder.addProblem('unreadable', requested, 'it cannot be read');
    }
  }
  const outermost = resolved.filter(
    ({ root }, index) =>
      resolved.findIndex(other => other.root === root) === index &&
      !resolved.some(other => isBelow(other.root, root)),
  );
  const names = nameRoots(outermost.map(({ requested }) => requested));
  return outermost.map(({ requested, root, stats }, index) => ({
    root,
    name: names[index] ?? path.basename(requested),
    ownNames: [path.basename(requested), path.basename(root)],
    stats,
  }));
}

/**
 * The names of chosen paths in an archive: their own, with `/` and as many parent folders as it takes to
 * tell them apart on every operating system.
 */
function nameRoots(paths: readonly string[]): readonly string[] {
  const parts = paths.map(file => file.split(path.sep).filter(part => part !== ''));
  const depths = paths.map(() => 1);
  for (;;) {
    const names = parts.map((all, index) => all.slice(-(depths[index] ?? 1)).join('/'));
    const keys = names.map(collisionKey);
    const clashing = keys.flatMap((key, index) =>
      keys.some((other, at) => at !== index && overlaps(other, key)) &&
      (depths[index] ?? 1) < (parts[index]?.length ?? 0)
        ? [index]
        : [],
    );
    if (clashing.length === 0) return names;
    for (const index of clashing) depths[index] = (depths[index] ?? 1) + 1;
  }
}

const overlaps = (a: string, b: string) =>
  a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);

const isBelow = (folder: string, file: string) =>
  file !== folder && file.startsWith(folder.endsWith(path.sep) ? folder : `${folder}${path.sep}`);
