import { lstat, readdir, readlink } from 'node:fs/promises';
import path from 'node:path';
import type { ArchivePlan, LeftOut, PlanEntry, PlanOptions, PlanProblem } from '../archivePlan';
import { byPath } from '../byPath';
import { identityOf } from '../fileIdentity';

/**
 * Looks at one or several folders and single files, and says what an archive of them will hold, what
 * is left out and why, and what stands against it. Nothing is opened but folders and ignore files.
 */
export async function planArchive(
  roots: readonly string[],
  options: PlanOptions,
  signal: AbortSignal,
): Promise<ArchivePlan> {
  const found = {
    entries: [] as PlanEntry[],
    leftOut: [] as LeftOut[],
    problems: [] as PlanProblem[],
  };
  for (const root of roots) {
    const name = roots.length > 1 || !(await lstat(root)).isDirectory() ? path.basename(root) : '';
    await walk(root, [options.topFolder, name].filter(Boolean).join('/'), found, signal);
  }
  const files = found.entries.filter(entry => entry.kind === 'file');
  if (files.length === 0)
    found.problems.push({ kind: 'empty', path: roots[0] ?? '', reason: 'it holds no file' });
  return {
    entries: found.entries.sort(byPath),
    files: files.length,
    bytes: files.reduce((sum, { identity }) => sum + identity.bytes, 0),
    leftOut: found.leftOut.sort(byPath),
    problems: found.problems,
  };
}

async function walk(
  source: string,
  inArchive: string,
  found: { entries: PlanEntry[]; leftOut: LeftOut[] },
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const stats = await lstat(source);
  if (stats.isDirectory()) {
    if (path.basename(source) === '.git') {
      found.leftOut.push({ path: inArchive, kind: 'folder', reason: 'version-control' });
      return;
    }
    if (inArchive !== '') found.entries.push({ kind: 'folder', path: inArchive });
    for (const name of await readdir(source))
      await walk(
        path.join(source, name),
        inArchive === '' ? name : `${inArchive}/${name}`,
        found,
        signal,
      );
  } else if (stats.isSymbolicLink()) {
    found.entries.push({
      kind: 'link',
      path: inArchive,
      source,
      target: await readlink(source),
      readTarget: await readlink(source),
    });
  } else if (stats.isFile()) {
    const executable = (stats.mode & 0o100) !== 0;
    found.entries.push({
      kind: 'file',
      path: inArchive,
      source,
      executable,
      identity: identityOf(stats),
    });
  } else {
    found.leftOut.push({ path: inArchive, kind: 'special', reason: 'special-file' });
  }
}
