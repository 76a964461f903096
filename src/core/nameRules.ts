/** The parts of a generic package's coordinates that a person types. */
export type CoordinatePart = 'namespace' | 'package' | 'version' | 'asset';

/** Why a name is none for CodeArtifact. */
export type NameProblem =
  | { readonly kind: 'empty' }
  | { readonly kind: 'too-long'; readonly limit: number }
  /** The first character that may not be there; white space and control characters, too. */
  | { readonly kind: 'character'; readonly character: string }
  /** White space at the start or the end. */
  | { readonly kind: 'outer-space' }
  | { readonly kind: 'double-space' }
  /** `.` and `..` */
  | { readonly kind: 'dots' };

const maxNameLength = 255;

/** Namespaces, packages and versions may hold all but this (the service's API model). */
const forbiddenInNames = /[#/\s]/u;

/** What a generic asset's name may hold (the service's user guide on generic packages). */
const allowedInAssetNames = /^[\p{Ll}\p{Lm}\p{Lo}\p{Lt}\p{Lu}\p{Nl}\p{Nd}~!@^&()\-_+[\]{};,.` ]$/u;

/**
 * What the service would say against a name of a generic package, or undefined when it takes it.
 * Strictly: control characters are refused everywhere, for people could not see them.
 */
export function findNameProblem(part: CoordinatePart, name: string): NameProblem | undefined {
  if (name === '') return { kind: 'empty' };
  if (part === 'asset' && /^\s|\s$/u.test(name)) return { kind: 'outer-space' };
  const wrong = Array.from(name).find(it =>
    part === 'asset'
      ? !allowedInAssetNames.test(it)
      : forbiddenInNames.test(it) || /\p{C}/u.test(it),
  );
  if (wrong !== undefined) return { kind: 'character', character: wrong };
  if (part === 'asset' && name.includes('  ')) return { kind: 'double-space' };
  if (part === 'asset' && (name === '.' || name === '..')) return { kind: 'dots' };
  return Array.from(name).length > maxNameLength
    ? { kind: 'too-long', limit: maxNameLength }
    : undefined;
}
