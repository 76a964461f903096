import { lstat, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from '../../files/fileErrors';
import { isCancelled } from '../../core/failure';
import type { ArchivePlan, PlanLimits, PlanOptions } from './archivePlan';
import { compareByPath } from './compareByPath';
import { ArchivePlanBuilder } from './archivePlanBuilder';
import { readParentGitIgnores } from './ignoreFiles';
import { excludeDanglingLinks } from './excludeDanglingLinks';
import { addFile, isSecretFile, TreeWalker } from './treeWalker';

const defaultPlanLimits: PlanLimits = { entries: 500_000, bytes: 32 * 1024 ** 3, depth: 100 };

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
  const builder = new ArchivePlanBuilder({ ...defaultPlanLimits, ...options.limits });
  const resolvedRoots = await resolveRoots(roots, builder);
  for (const { root, name, isFolder } of resolvedRoots) {
    signal.throwIfAborted();
    const rootName = resolvedRoots.length > 1 || !isFolder ? name : '';
    const top = [options.topFolder ?? '', rootName].filter(part => part !== '').join('/');
    if (isFolder) await addFolder(root, top, options, builder, signal);
    else await addSingleFile(root, top, options, builder);
  }
  addParentFolders(builder);
  const [first = ''] = roots;
  if (builder.files === 0 && builder.problems.length === 0)
    builder.addProblem('empty', path.basename(first), 'there is no file to publish');
  const { entries, excluded } = excludeDanglingLinks(builder);
  return {
    entries: [...entries].sort(compareByPath),
    files: builder.files,
    bytes: builder.bytes,
    excluded: [...excluded].sort(compareByPath),
    problems: builder.problems,
    warnings: builder.warnings.sort(compareByPath),
  };
}

/** Where the roots really are; those that lie in another are left away. */
async function resolveRoots(roots: readonly string[], builder: ArchivePlanBuilder) {
  const resolvedRoots: { root: string; name: string; isFolder: boolean }[] = [];
  for (const requestedRoot of new Set(roots.map(root => path.resolve(root)))) {
    try {
      const root = await realpath(requestedRoot);
      const stats = await stat(root);
      if (stats.isFile() || stats.isDirectory())
        resolvedRoots.push({
          root,
          name: path.basename(requestedRoot),
          isFolder: stats.isDirectory(),
        });
      else builder.addProblem('special-root', requestedRoot, 'it is neither a file nor a folder');
    } catch (error) {
      if (isCancelled(error)) throw error;
      const isAbsent = errnoOf(error) === 'ENOENT';
      if (isAbsent) builder.addProblem('absent', requestedRoot, 'there is no such file or folder');
      else builder.addProblem('unreadable', requestedRoot, 'it cannot be read');
    }
  }
  return resolvedRoots.filter(
    ({ root }) => !resolvedRoots.some(other => isBelow(other.root, root)),
  );
}

const isBelow = (folder: string, file: string) =>
  file !== folder && file.startsWith(folder.endsWith(path.sep) ? folder : `${folder}${path.sep}`);

async function addFolder(
  root: string,
  top: string,
  options: PlanOptions,
  builder: ArchivePlanBuilder,
  signal: AbortSignal,
): Promise<void> {
  const gitIgnore = options.gitIgnore ?? true;
  const confirmedSecrets = new Set(options.confirmedSecrets);
  const parentGitIgnores = gitIgnore ? await readParentGitIgnores(root) : undefined;
  await new TreeWalker({ root, top, gitIgnore, confirmedSecrets }, builder, signal).run(
    parentGitIgnores,
  );
}

/** A file that was chosen by itself is packed whatever ignores it; not, if it looks like a secret. */
async function addSingleFile(
  root: string,
  inArchive: string,
  options: PlanOptions,
  builder: ArchivePlanBuilder,
): Promise<void> {
  const stats = await lstat(root);
  const isConfirmed = options.confirmedSecrets?.includes(inArchive) === true;
  if (!isConfirmed && (await isSecretFile(root, stats)))
    builder.excluded.push({ path: inArchive, kind: 'file', reason: 'secret', bytes: stats.size });
  else addFile(builder, root, inArchive, stats);
}

/** The folders that no walk found: those that were put on top. */
function addParentFolders(builder: ArchivePlanBuilder): void {
  const knownFolders = new Set(
    builder.entries.filter(it => it.kind === 'folder').map(it => it.path),
  );
  for (const { path: inArchive } of [...builder.entries]) {
    const parts = inArchive.split('/').slice(0, -1);
    for (let length = 1; length <= parts.length; length++) {
      const folder = parts.slice(0, length).join('/');
      if (knownFolders.has(folder)) continue;
      knownFolders.add(folder);
      builder.add({ kind: 'folder', path: folder });
    }
  }
}
