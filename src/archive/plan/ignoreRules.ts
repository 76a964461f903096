import { createWildcardMatcher } from './createWildcardMatcher';

/** A line of an ignore file. */
export interface IgnoreRule {
  /** `lib/.gitignore:3: *.jar` */
  readonly description: string;
  /** A line with `!`: what earlier lines ignore is not ignored. */
  readonly negated: boolean;
  /** Whether it is about `path`, relative to the folder of the file, bytes as characters. */
  readonly matches: (path: string, isFolder: boolean) => boolean;
}

/** A name or path with one character for each of its bytes, as the rules want it. */
export function toByteString(path: string): string {
  return Buffer.from(path).toString('latin1');
}

/** The rules of an ignore file, the last one first: the first that matches decides. */
export function parseIgnoreFile(content: Uint8Array, file: string): readonly IgnoreRule[] {
  const text = Buffer.from(content)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '');
  const lines = text.split('\n').map(line => line.replace(/\r$/, ''));
  return lines.flatMap((line, index) => parseRule(line, `${file}:${index + 1}`)).toReversed();
}

function parseRule(line: string, location: string): IgnoreRule[] {
  if (line.startsWith('#')) return [];
  let pattern = withoutTrailingSpaces(line);
  const description = `${location}: ${Buffer.from(pattern, 'latin1').toString('utf8')}`;
  const negated = pattern.startsWith('!');
  if (negated) pattern = pattern.slice(1);
  const foldersOnly = pattern.endsWith('/');
  if (foldersOnly) pattern = pattern.slice(0, -1);
  if (pattern === '') return [];
  const matchesAnyFolder = !pattern.includes('/');
  const match = createWildcardMatcher(pattern.replace(/^\//, ''));
  const matches = (path: string, isFolder: boolean) =>
    (isFolder || !foldersOnly) &&
    match(matchesAnyFolder ? path.slice(path.lastIndexOf('/') + 1) : path);
  return [{ description, negated, matches }];
}

/** Spaces at the end do not count, unless a backslash stands before them. */
function withoutTrailingSpaces(line: string): string {
  let end = 0;
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '\\' && at + 1 < line.length) end = ++at + 1;
    else if (line[at] !== ' ') end = at + 1;
  }
  return line.slice(0, end);
}

/** The ignore files that hold in a folder, the nearest first. */
export interface IgnoreScope {
  readonly rules: readonly IgnoreRule[];
  /** How many characters of a path (as bytes) to leave away for these rules. */
  readonly skip: number;
  /** What to put before it instead: of a file above, the way down. */
  readonly prefix: string;
  readonly outer: IgnoreScope | undefined;
}

/** The rule that decides about `path`, or undefined when none says anything. */
export function findDecidingRule(
  scope: IgnoreScope | undefined,
  path: string,
  isFolder: boolean,
): IgnoreRule | undefined {
  for (let at = scope; at; at = at.outer) {
    const relativePath = at.prefix + path.slice(at.skip);
    const found = at.rules.find(({ matches }) => matches(relativePath, isFolder));
    if (found) return found;
  }
  return undefined;
}
