/** Device names of Windows, with or without an extension. */
const reservedNames = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(?:\.|$)/i;

/** Why a name is not accepted on any operating system; undefined if it is. */
export function unsafeNameProblem(name: string): string | undefined {
  if (name === '' || name === '.' || name === '..') return 'it is not a name';
  if (/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u.test(name)) return 'it holds a control character';
  if (/[\\/]/.test(name)) return 'it holds a slash or backslash';
  return Buffer.byteLength(name) > 255 ? 'it is longer than 255 bytes' : undefined;
}

/** Why a name is taken for a place on another drive, and so never unpacked; undefined if it is not. */
export function drivePrefixProblem(name: string): string | undefined {
  return /^[a-z]:/i.test(name) ? 'it begins like a drive of Windows' : undefined;
}

/** Why a file cannot be called so on Windows; undefined if it can. */
export function windowsNameProblem(name: string): string | undefined {
  const character = /[<>:"|?*]/.exec(name)?.[0];
  if (character !== undefined) return `Windows has no names with ${character}`;
  if (/[. ]$/.test(name)) return 'Windows has no names that end with a dot or a space';
  return reservedNames.test(name) ? 'Windows keeps that name for a device' : undefined;
}

/**
 * Equal for names that are one file on macOS or Windows: those that differ only in case or in canonical
 * composition. Names that merely look alike, such as full-width letters, are different files.
 */
export function collisionKey(path: string): string {
  return path.normalize('NFD').toUpperCase().toLowerCase().normalize('NFD');
}
