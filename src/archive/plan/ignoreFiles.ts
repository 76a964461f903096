import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';
import { toByteString, parseIgnoreFile, type IgnoreRule, type IgnoreScope } from './ignoreRules';

/** Larger ones are no lists of names. */
const maxIgnoreFileBytes = 1024 * 1024;

/**
 * The scope within a folder of the walk: `outer`, and the folder's own file of that name where it has
 * one. `below` is the folder's path below the root, in bytes, with a `/` at its end unless empty;
 * `shown` is how messages call it.
 */
export async function readIgnoreScope(
  folder: string,
  file: string,
  where: { readonly below: string; readonly shown: string },
  outer: IgnoreScope | undefined,
): Promise<IgnoreScope | undefined> {
  const rules = await readRules(folder, file, where.shown);
  return rules ? { rules, skip: where.below.length, prefix: '', outer } : outer;
}

/** As with git, a link in the place of the file does not count. */
async function readRules(
  folder: string,
  file: string,
  displayPath: string,
): Promise<readonly IgnoreRule[] | undefined> {
  const ignoreFile = path.join(folder, file);
  const stats = await lstat(ignoreFile).catch(() => undefined);
  if (!stats?.isFile() || stats.size > maxIgnoreFileBytes) return undefined;
  const content = await readFile(ignoreFile).catch(() => undefined);
  return content && parseIgnoreFile(content, displayPath === '' ? file : `${displayPath}/${file}`);
}

/**
 * The `.gitignore` files of the folders above `root`, up to the repository that it lies in. None,
 * where they ignore `root` itself: then it was chosen in spite of them (`target`, `dist`).
 */
export async function readParentGitIgnores(root: string): Promise<IgnoreScope | undefined> {
  const repositoryRoot = await findRepositoryRoot(root);
  if (repositoryRoot === undefined || repositoryRoot === root) return undefined;
  const names = path.relative(repositoryRoot, root).split(path.sep);
  const levels: { readonly rules: readonly IgnoreRule[]; readonly depth: number }[] = [];
  for (let depth = 0; depth < names.length; depth++) {
    const folder = path.join(repositoryRoot, ...names.slice(0, depth));
    const rules = await readRules(folder, '.gitignore', folder);
    if (rules) levels.unshift({ rules, depth });
    const pathFrom = (from: number) => toByteString(names.slice(from, depth + 1).join('/'));
    const rule = levels
      .flatMap(it => it.rules.filter(({ matches }) => matches(pathFrom(it.depth), true)))
      .at(0);
    if (rule && !rule.negated) return undefined;
  }
  return levels.reduceRight<IgnoreScope | undefined>((outer, { rules, depth }) => {
    return { rules, skip: 0, prefix: `${toByteString(names.slice(depth).join('/'))}/`, outer };
  }, undefined);
}

async function findRepositoryRoot(folder: string): Promise<string | undefined> {
  for (let at = folder; ; at = path.dirname(at)) {
    if (await lstat(path.join(at, '.git')).catch(() => undefined)) return at;
    if (path.dirname(at) === at) return undefined;
  }
}
