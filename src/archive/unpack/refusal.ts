/** Why an archive is not unpacked, in plain English and without a full stop. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** Refuses the archive as a whole. */
export function refuse(reason: string): never {
  throw new Refusal(reason);
}

/** A name as a reason may quote it: short, and without characters that deceive. */
export function quoted(name: string): string {
  const shown = name.length > 80 ? `${name.slice(0, 79)}…` : name;
  return JSON.stringify(shown.replace(/[\p{C}]/gu, '�'));
}
