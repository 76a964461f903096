import path from 'node:path';

/** The path of the lock of a file, in the same folder. */
export function lockPath(file: string): string {
  return path.join(path.dirname(file), `.${path.basename(file)}.codeartifact-lock`);
}

/** The path of a temporary file for `file`, in the same folder. */
export function temporaryPath(file: string, pid: number, random: string): string {
  return path.join(path.dirname(file), `.${path.basename(file)}.${pid}.${random}.codeartifact-tmp`);
}

/** Parses a name that `lockPath` or `temporaryPath` made; undefined for other names. */
export function parseLockOrTemporaryName(
  name: string,
): { kind: 'lock'; base: string } | { kind: 'temporary'; base: string; pid: number } | undefined {
  const temporary = /^\.(.+)\.(\d{1,10})\.[0-9a-f]{16}\.codeartifact-tmp$/.exec(name);
  if (temporary?.[1] !== undefined)
    return { kind: 'temporary', base: temporary[1], pid: Number(temporary[2]) };
  const lock = /^\.(.+)\.codeartifact-lock(?:\.[0-9a-f]{8})*$/.exec(name);
  return lock?.[1] === undefined ? undefined : { kind: 'lock', base: lock[1] };
}
