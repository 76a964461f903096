import type { ExcludedEntry, PlanEntry } from './archivePlan';

/** Tells the files of one computer apart, whatever their names are. */
export function fileKey({
  device,
  inode,
}: {
  readonly device: number;
  readonly inode: number;
}): string {
  return `${device}:${inode}`;
}

/**
 * Leaves out the files that are also known by the name of a secret: a hard link, or the target of a
 * symbolic link. `secretFiles` holds the keys of files with such names.
 */
export function excludeAliases(
  entries: readonly PlanEntry[],
  secretFiles: ReadonlyMap<string, string>,
  confirmed: ReadonlySet<string>,
): { readonly entries: readonly PlanEntry[]; readonly excluded: readonly ExcludedEntry[] } {
  if (secretFiles.size === 0) return { entries, excluded: [] };
  const aliases = new Map<PlanEntry, string>();
  for (const entry of entries) {
    if (entry.kind !== 'file' || confirmed.has(entry.path)) continue;
    const name = secretFiles.get(fileKey(entry.identity));
    if (name !== undefined) aliases.set(entry, name);
  }
  const excluded = [...aliases].flatMap(([entry, name]) =>
    entry.kind !== 'file'
      ? []
      : [
          {
            path: entry.path,
            kind: 'file' as const,
            reason: 'secret' as const,
            rule: `also called ${name}`,
            bytes: entry.identity.bytes,
          },
        ],
  );
  return { entries: entries.filter(entry => !aliases.has(entry)), excluded };
}
