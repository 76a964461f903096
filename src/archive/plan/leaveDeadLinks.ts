import path from 'node:path';
import type { LeftOut, PlanEntry } from './archivePlan';

type LinkEntry = Extract<PlanEntry, { kind: 'link' }>;

/** The entries that are packed, and all that is not. */
export interface Sifted {
  readonly entries: readonly PlanEntry[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * Leaves out the links to what is left out, which would lead nowhere once unpacked. A link to such a
 * link is one, too. What is spelled otherwise than on the disk, where that does not count, is kept.
 */
export function leaveDeadLinks({ entries, leftOut }: Sifted): Sifted {
  const out = new Set(leftOut.map(it => it.path));
  const dead = new Set<LinkEntry>();
  let links = entries.filter(it => it.kind === 'link');
  for (let more = links; more.length > 0;) {
    more = links.filter(it => leadsInto(out, it));
    for (const link of more) {
      dead.add(link);
      out.add(link.path);
    }
    links = links.filter(it => !dead.has(it));
  }
  if (dead.size === 0) return { entries, leftOut };
  return {
    entries: entries.filter(it => it.kind !== 'link' || !dead.has(it)),
    leftOut: [...leftOut, ...[...dead].map(toLeftOut)],
  };
}

/** A folder that is left out stands for all that it holds. */
function leadsInto(out: ReadonlySet<string>, link: LinkEntry): boolean {
  const end = path.posix.join(link.path, '..', link.target).split('/');
  return end.some((_, index) => out.has(end.slice(0, index + 1).join('/')));
}

function toLeftOut({ path: inArchive, readTarget }: LinkEntry): LeftOut {
  return { path: inArchive, kind: 'link', reason: 'link-left-out', rule: readTarget };
}
