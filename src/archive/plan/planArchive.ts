import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type {
  ArchivePlan,
  ExcludedEntry,
  ExclusionReason,
  PlanLimits,
  PlanOptions,
} from './archivePlan';
import { ArchivePlanBuilder } from './archivePlanBuilder';
import { compareByPath } from './compareByPath';
import { findDefaultExclusion } from './defaultExclusions';
import { excludeAliases } from './excludeAliases';
import { excludeDanglingLinks } from './excludeDanglingLinks';
import { readParentGitIgnores } from './ignoreFiles';
import { inspectFile } from './inspectFile';
import { resolveRoots, type ResolvedRoot } from './resolveRoots';
import { isSecretFolder } from './secretFiles';
import { addFile, TreeWalker } from './treeWalker';

const defaultPlanLimits: PlanLimits = { entries: 500_000, bytes: 32 * 1024 ** 3, depth: 100 };

/**
 * Lists what an archive of the given files and folders will contain, what is left out and why, and what
 * prevents packing. Opens folders, ignore files, and files whose name says that they may hold secrets. A
 * root that is a symbolic link is followed; other links are not. Does not throw for what cannot be read:
 * that is a problem of the plan.
 */
export async function planArchive(
  roots: readonly string[],
  options: PlanOptions,
  signal: AbortSignal,
): Promise<ArchivePlan> {
  const builder = new ArchivePlanBuilder({ ...defaultPlanLimits, ...options.limits });
  const tokenFiles = await resolveFiles(options.tokenFiles ?? []);
  const resolvedRoots = await resolveRoots(roots, builder);
  for (const resolved of resolvedRoots) {
    signal.throwIfAborted();
    const isOnly = resolvedRoots.length === 1 && resolved.stats.isDirectory();
    const top = [options.topFolder ?? '', isOnly ? '' : resolved.name]
      .filter(part => part !== '')
      .join('/');
    await addRoot(resolved, top, { ...options, tokenFiles }, builder, signal);
  }
  addParentFolders(builder);
  const [first = ''] = roots;
  return createPlan(builder, new Set(options.confirmedSecrets), path.basename(first));
}

function createPlan(
  builder: ArchivePlanBuilder,
  confirmed: ReadonlySet<string>,
  name: string,
): ArchivePlan {
  const known = excludeAliases(builder.entries, builder.secretFiles, confirmed);
  const { entries, excluded } = excludeDanglingLinks({
    entries: known.entries,
    excluded: [...builder.excluded, ...known.excluded],
  });
  const files = entries.filter(entry => entry.kind === 'file');
  if (files.length === 0 && builder.problems.length === 0)
    builder.addProblem('empty', name, 'there is no file to publish');
  return {
    entries: [...entries].sort(compareByPath),
    files: files.length,
    bytes: files.reduce((sum, { identity }) => sum + identity.bytes, 0),
    excluded: [...excluded].sort(compareByPath),
    problems: builder.problems,
    warnings: builder.warnings.sort(compareByPath),
  };
}

/** A file that was chosen is packed even if it is ignored, but not if it looks like a secret. */
async function addRoot(
  resolved: ResolvedRoot,
  top: string,
  options: Omit<PlanOptions, 'tokenFiles'> & { readonly tokenFiles: ReadonlySet<string> },
  builder: ArchivePlanBuilder,
  signal: AbortSignal,
): Promise<void> {
  const { root, name, stats } = resolved;
  const { tokenFiles } = options;
  const inArchive = top === '' ? name : top;
  const confirmedSecrets = new Set(options.confirmedSecrets);
  const isConfirmed = confirmedSecrets.has(inArchive);
  const exclusion = await findRootExclusion(resolved, tokenFiles);
  if (exclusion && !(isConfirmed && exclusion.reason === 'secret')) {
    const kind = stats.isDirectory() ? 'folder' : 'file';
    const size = stats.isFile() ? { bytes: stats.size } : {};
    builder.exclude({ path: inArchive, kind, ...exclusion, ...size }, stats);
  } else if (stats.isFile()) addFile(builder, root, inArchive, stats);
  else {
    const gitIgnore = options.gitIgnore ?? true;
    const walk = { root, top, gitIgnore, confirmedSecrets, isConfirmed, tokenFiles };
    const above = gitIgnore ? await readParentGitIgnores(root) : undefined;
    await new TreeWalker(walk, builder, signal).run(above);
  }
}

/** A chosen file or folder is judged as it would be inside a folder: by its own name and its parents'. */
async function findRootExclusion(
  { root, ownNames, stats }: ResolvedRoot,
  tokenFiles: ReadonlySet<string>,
): Promise<Pick<ExcludedEntry, 'reason' | 'rule' | 'line'> | undefined> {
  const parents = path.dirname(root).split(path.sep);
  const folders = stats.isDirectory() ? [...parents, ...ownNames] : parents;
  if (folders.some(folder => findDefaultExclusion(folder) === 'version-control'))
    return { reason: 'version-control' };
  const reason: ExclusionReason = 'secret';
  if (folders.some(isSecretFolder)) return { reason };
  if (stats.isDirectory()) return undefined;
  for (const ownName of ownNames) {
    const verdict = await inspectFile(root, ownName, stats, tokenFiles);
    if (verdict) return { reason, ...verdict.finding };
  }
  return undefined;
}

/** The real paths of the files that exist. */
async function resolveFiles(files: readonly string[]): Promise<ReadonlySet<string>> {
  const resolved = await Promise.all(files.map(file => realpath(file).catch(() => undefined)));
  return new Set(resolved.filter(file => file !== undefined));
}

/** Adds the folders above the roots, which no walk finds. */
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
