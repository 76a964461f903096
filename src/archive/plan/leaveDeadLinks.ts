import path from 'node:path';
import type { LeftOut, PlanEntry } from '../archivePlan';

type LinkEntry = Extract<PlanEntry, { kind: 'link' }>;

/** The entries that are packed, and the links among them that are not. */
export interface Sifted {
  readonly entries: readonly PlanEntry[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * Leaves out the links that would lead nowhere once unpacked: what they lead to is on the disk, but
 * left out. A link to such a link is one, too.
 */
export function leaveDeadLinks(entries: readonly PlanEntry[]): Sifted {
  let links = entries.filter(it => it.kind === 'link');
  if (links.length === 0) return { entries, leftOut: [] };
  // The top of the archive is no entry, and always there.
  const packed = new Set(['.', ...entries.map(it => it.path)]);
  const leadsOn = (link: LinkEntry) => packed.has(path.posix.join(link.path, '..', link.target));
  const dead = new Set<LinkEntry>();
  for (let more = links; more.length > 0;) {
    more = links.filter(it => !leadsOn(it));
    links = links.filter(leadsOn);
    for (const link of more) {
      dead.add(link);
      packed.delete(link.path);
    }
  }
  return {
    entries: entries.filter(it => it.kind !== 'link' || !dead.has(it)),
    leftOut: [...dead].map(toLeftOut),
  };
}

function toLeftOut({ path: inArchive, readTarget }: LinkEntry): LeftOut {
  return { path: inArchive, kind: 'link', reason: 'link-left-out', rule: readTarget };
}
