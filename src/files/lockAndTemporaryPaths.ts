import path from 'node:path';

/** The lock beside a file. */
export function lockPath(file: string): string {
  return path.join(path.dirname(file), `.${path.basename(file)}.codeartifact-lock`);
}

/** A temporary file beside a file. */
export function temporaryPath(file: string, pid: number, random: string): string {
  return path.join(path.dirname(file), `.${path.basename(file)}.${pid}.${random}.codeartifact-tmp`);
}

/** What a name of ours stands for; undefined for names that are not ours. */
export function parseLockOrTemporaryName(
  name: string,
): { kind: 'lock'; base: string } | { kind: 'temporary'; base: string; pid: number } | undefined {
  const temporary = /^\.(.+)\.(\d{1,10})\.[0-9a-f]{16}\.codeartifact-tmp$/.exec(name);
  if (temporary?.[1] !== undefined)
    return { kind: 'temporary', base: temporary[1], pid: Number(temporary[2]) };
  const lock = /^\.(.+)\.codeartifact-lock(?:\.[0-9a-f]{8})*$/.exec(name);
  return lock?.[1] === undefined ? undefined : { kind: 'lock', base: lock[1] };
}
