import path from 'node:path';
import type { ExcludedEntry, PlanEntry } from './archivePlan';

type LinkEntry = Extract<PlanEntry, { kind: 'link' }>;

/** The entries that are packed, and all that is not. */
export interface PlanSelection {
  readonly entries: readonly PlanEntry[];
  readonly excluded: readonly ExcludedEntry[];
}

/**
 * Leaves out the links to what is left out, which would lead nowhere once unpacked. A link to such a
 * link is one, too. What is spelled otherwise than on the disk, where that does not count, is kept.
 */
export function excludeDanglingLinks({ entries, excluded }: PlanSelection): PlanSelection {
  const excludedPaths = new Set(excluded.map(it => it.path));
  const danglingLinks = new Set<LinkEntry>();
  let links = entries.filter(it => it.kind === 'link');
  for (let newlyDangling = links; newlyDangling.length > 0;) {
    newlyDangling = links.filter(it => pointsInto(excludedPaths, it));
    for (const link of newlyDangling) {
      danglingLinks.add(link);
      excludedPaths.add(link.path);
    }
    links = links.filter(it => !danglingLinks.has(it));
  }
  if (danglingLinks.size === 0) return { entries, excluded };
  return {
    entries: entries.filter(it => it.kind !== 'link' || !danglingLinks.has(it)),
    excluded: [...excluded, ...[...danglingLinks].map(toExcludedEntry)],
  };
}

/** A folder that is left out stands for all that it holds. */
function pointsInto(excludedPaths: ReadonlySet<string>, link: LinkEntry): boolean {
  const end = path.posix.join(link.path, '..', link.target).split('/');
  return end.some((_, index) => excludedPaths.has(end.slice(0, index + 1).join('/')));
}

function toExcludedEntry({ path: inArchive, rawTarget }: LinkEntry): ExcludedEntry {
  return { path: inArchive, kind: 'link', reason: 'link-left-out', rule: rawTarget };
}
