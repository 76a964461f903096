import { lstat, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from '../../files/errors';
import { isCancelled } from '../../core/failure';
import type { ArchivePlan, PlanLimits, PlanOptions } from './archivePlan';
import { byPath } from './byPath';
import { Found } from './found';
import { gitIgnoresAbove } from './ignoreFiles';
import { leaveDeadLinks } from './leaveDeadLinks';
import { addFile, isSecretFile, TreeWalk } from './walkTree';

const usualPlanLimits: PlanLimits = { entries: 500_000, bytes: 32 * 1024 ** 3, depth: 100 };

/**
 * Looks at one or several folders and single files, and says what an archive of them will hold, what
 * is left out and why, and what stands against it. Opens nothing but folders, ignore files and the
 * beginnings of files that may hold secrets. A root that is a link is followed, others are not.
 *
 * The user's own lists of what git ignores (`.git/info/exclude`, `core.excludesFile`) do not count:
 * equal trees make equal archives, whoever packs them.
 */
export async function planArchive(
  roots: readonly string[],
  options: PlanOptions,
  signal: AbortSignal,
): Promise<ArchivePlan> {
  const found = new Found({ ...usualPlanLimits, ...options.limits });
  const real = await realRoots(roots, found);
  for (const { root, name, isFolder } of real) {
    signal.throwIfAborted();
    const named = real.length > 1 || !isFolder ? name : '';
    const top = [options.topFolder ?? '', named].filter(part => part !== '').join('/');
    if (isFolder) await addFolder(root, top, options, found, signal);
    else await addSingle(root, top, options, found);
  }
  addParents(found);
  const [first = ''] = roots;
  if (found.files === 0 && found.problems.length === 0)
    found.problem('empty', path.basename(first), 'there is no file to publish');
  const { entries, leftOut } = leaveDeadLinks(found);
  return {
    entries: [...entries].sort(byPath),
    files: found.files,
    bytes: found.bytes,
    leftOut: [...leftOut].sort(byPath),
    problems: found.problems,
    warnings: found.warnings.sort(byPath),
  };
}

/** Where the roots really are; those that lie in another are left away. */
async function realRoots(roots: readonly string[], found: Found) {
  const real: { root: string; name: string; isFolder: boolean }[] = [];
  for (const given of new Set(roots.map(root => path.resolve(root)))) {
    try {
      const root = await realpath(given);
      const stats = await stat(root);
      if (stats.isFile() || stats.isDirectory())
        real.push({ root, name: path.basename(given), isFolder: stats.isDirectory() });
      else found.problem('special-root', given, 'it is neither a file nor a folder');
    } catch (error) {
      if (isCancelled(error)) throw error;
      const absent = errnoOf(error) === 'ENOENT';
      if (absent) found.problem('absent', given, 'there is no such file or folder');
      else found.problem('unreadable', given, 'it cannot be read');
    }
  }
  return real.filter(({ root }) => !real.some(other => isBelow(other.root, root)));
}

const isBelow = (folder: string, file: string) =>
  file !== folder && file.startsWith(folder.endsWith(path.sep) ? folder : `${folder}${path.sep}`);

async function addFolder(
  root: string,
  top: string,
  options: PlanOptions,
  found: Found,
  signal: AbortSignal,
): Promise<void> {
  const gitIgnore = options.gitIgnore ?? true;
  const confirmedSecrets = new Set(options.confirmedSecrets);
  const above = gitIgnore ? await gitIgnoresAbove(root) : undefined;
  await new TreeWalk({ root, top, gitIgnore, confirmedSecrets }, found, signal).run(above);
}

/** A file that was chosen by itself is packed whatever ignores it; not, if it looks like a secret. */
async function addSingle(
  root: string,
  inArchive: string,
  options: PlanOptions,
  found: Found,
): Promise<void> {
  const stats = await lstat(root);
  const confirmed = options.confirmedSecrets?.includes(inArchive) === true;
  if (!confirmed && (await isSecretFile(root, stats)))
    found.leftOut.push({ path: inArchive, kind: 'file', reason: 'secret', bytes: stats.size });
  else addFile(found, root, inArchive, stats);
}

/** The folders that no walk found: those that were put on top. */
function addParents(found: Found): void {
  const known = new Set(found.entries.filter(it => it.kind === 'folder').map(it => it.path));
  for (const { path: inArchive } of [...found.entries]) {
    const parts = inArchive.split('/').slice(0, -1);
    for (let length = 1; length <= parts.length; length++) {
      const folder = parts.slice(0, length).join('/');
      if (known.has(folder)) continue;
      known.add(folder);
      found.add({ kind: 'folder', path: folder });
    }
  }
}
