/** Why an archive is not unpacked, in plain English and without a full stop. */
export class ArchiveRefusal extends Error {
  override readonly name = 'ArchiveRefusal';
}

/** Refuses the archive as a whole. */
export function refuseArchive(reason: string): never {
  throw new ArchiveRefusal(reason);
}

/** A name as a reason may quote it: short, and without characters that deceive. */
export function quoteName(name: string): string {
  const shown = name.length > 80 ? `${name.slice(0, 79)}…` : name;
  return JSON.stringify(shown.replace(/[\p{C}]/gu, '�'));
}
