import path from 'node:path';
import type { PomModel } from './parsePom';

/** A parsed pom.xml and its path. */
export interface PomFile {
  readonly file: string;
  readonly view: PomModel;
}

const maxParents = 20;

/**
 * A pom.xml and its parents in the workspace, nearest first. As in Maven, a parent is the file that
 * `<relativePath>` names, else the only one of `poms` with its coordinates. The list ends where a parent
 * is not among `poms`.
 */
export function findLineage(pom: PomFile, poms: readonly PomFile[]): readonly PomFile[] {
  const lineage = [pom];
  for (let current = pom; lineage.length < maxParents;) {
    const parent = findParent(current, poms);
    if (!parent || lineage.includes(parent)) break;
    lineage.push(parent);
    current = parent;
  }
  return lineage;
}

function findParent(
  { file, view: { source } }: PomFile,
  poms: readonly PomFile[],
): PomFile | undefined {
  const { parent } = source;
  if (!parent) return undefined;
  const isParent = ({ view }: PomFile) => {
    const { groupId, artifactId, version } = view.source.coordinates;
    return (
      artifactId === parent.artifactId && groupId === parent.groupId && version === parent.version
    );
  };
  const paths = /^[A-Za-z]:[\\/]|\\/.test(file) ? path.win32 : path.posix;
  const named = paths.resolve(paths.dirname(file), parent.relativePath);
  const candidates = parent.relativePath === '' ? [] : [named, paths.join(named, 'pom.xml')];
  const byPath = poms.find(it => candidates.includes(it.file));
  if (byPath && isParent(byPath)) return byPath;
  const matching = poms.filter(isParent);
  return matching.length === 1 ? matching[0] : undefined;
}
