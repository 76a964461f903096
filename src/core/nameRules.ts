/** The parts of a generic package's coordinates that the user enters. */
export type CoordinatePart = 'namespace' | 'package' | 'version' | 'asset';

/** Why CodeArtifact does not accept a name. */
export type NameProblem =
  | { readonly kind: 'empty' }
  | { readonly kind: 'too-long'; readonly limit: number }
  /** The first character that is not allowed; it can be white space or a control character. */
  | { readonly kind: 'character'; readonly character: string }
  /** White space at the start or the end. */
  | { readonly kind: 'outer-space' }
  | { readonly kind: 'double-space' }
  /** `.` and `..` */
  | { readonly kind: 'dots' };

const maxNameLength = 255;

/** The characters that namespaces, packages and versions cannot contain (API model). */
const forbiddenInNames = /[#/\s]/u;

/** The characters that the name of a generic asset can contain (user guide, "Generic packages"). */
const allowedInAssetNames = /^[\p{Ll}\p{Lm}\p{Lo}\p{Lt}\p{Lu}\p{Nl}\p{Nd}~!@^&()\-_+[\]{};,.` ]$/u;

/**
 * Why CodeArtifact rejects a name of a generic package, or undefined when the name is valid. Control
 * characters are always rejected, because they are invisible.
 */
export function findNameProblem(part: CoordinatePart, name: string): NameProblem | undefined {
  if (name === '') return { kind: 'empty' };
  if (part === 'asset' && /^\s|\s$/u.test(name)) return { kind: 'outer-space' };
  const forbidden = Array.from(name).find(character =>
    part === 'asset'
      ? !allowedInAssetNames.test(character)
      : forbiddenInNames.test(character) || /\p{C}/u.test(character),
  );
  if (forbidden !== undefined) return { kind: 'character', character: forbidden };
  if (part === 'asset' && name.includes('  ')) return { kind: 'double-space' };
  if (part === 'asset' && (name === '.' || name === '..')) return { kind: 'dots' };
  return Array.from(name).length > maxNameLength
    ? { kind: 'too-long', limit: maxNameLength }
    : undefined;
}
