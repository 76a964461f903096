/** A checksum that Maven asks for beside each file. */
export type ChecksumAlgorithm = 'md5' | 'sha1' | 'sha256' | 'sha512';

/** A file of a version: `org/x/y/1.0/y-1.0.jar`. */
export interface AssetPath {
  readonly kind: 'asset';
  readonly group: string;
  readonly artifact: string;
  /** The folder's name: `1.0`, `1.1-SNAPSHOT`. */
  readonly version: string;
  /** The build that a snapshot's file belongs to: `1.1-20210728.194552-1`. */
  readonly build?: string;
  readonly asset: string;
}

/** A `maven-metadata.xml`: of a snapshot, or of a package or group (their paths look alike). */
export type MetadataPath =
  | {
      readonly kind: 'snapshot';
      readonly group: string;
      readonly artifact: string;
      readonly version: string;
    }
  | { readonly kind: 'metadata'; readonly folders: readonly string[] };

/** Where in a repository a request points, and whether to a checksum of that. */
export interface MavenPath {
  readonly domain: string;
  readonly owner: string;
  readonly repository: string;
  /** Without what follows the repository; `undefined` when nothing can be there. */
  readonly target: AssetPath | MetadataPath | undefined;
  readonly checksum?: ChecksumAlgorithm;
}

const checksumExtension = /\.(md5|sha1|sha256|sha512)$/;

/**
 * Reads `/maven/d/DOMAIN-OWNER/REPOSITORY/…`, or `undefined` for anything else: empty segments, `.`
 * and `..`, encoded separators and control characters are nowhere in a repository.
 */
export function parseMavenPath(pathname: string): MavenPath | undefined {
  const segments = decodeSegments(pathname);
  const [empty, format, marker, domainAndOwner = '', repository, ...rest] = segments ?? [];
  const [, domain, owner] = /^(.+)-(\d{12})$/.exec(domainAndOwner) ?? [];
  if (empty !== '' || format !== 'maven' || marker !== 'd') return undefined;
  if (domain === undefined || owner === undefined || repository === undefined) return undefined;
  const checksum = checksumExtension.exec(rest.at(-1) ?? '')?.[1] as ChecksumAlgorithm | undefined;
  const file = (rest.pop() ?? '').replace(checksumExtension, '');
  const target = parseTarget(rest, file);
  return { domain, owner, repository, target, ...(checksum && { checksum }) };
}

function decodeSegments(pathname: string): string[] | undefined {
  try {
    const segments = pathname.split('/').map(decodeURIComponent);
    // The root of a repository ends in a slash, so one empty segment at the end is fine.
    const middleSegments = segments.slice(1, -1);
    const isInvalid = (it: string) =>
      it === '' || it === '.' || it === '..' || /[/\\\p{C}]/u.test(it);
    const last = segments.at(-1) ?? '';
    return middleSegments.some(isInvalid) || (last !== '' && isInvalid(last))
      ? undefined
      : segments;
  } catch {
    return undefined;
  }
}

function parseTarget(
  folders: readonly string[],
  file: string,
): AssetPath | MetadataPath | undefined {
  const version = folders.at(-1) ?? '';
  const artifact = folders.at(-2) ?? '';
  const group = folders.slice(0, -2).join('.');
  if (file === 'maven-metadata.xml') {
    if (version.endsWith('-SNAPSHOT') && group !== '')
      return { kind: 'snapshot', group, artifact, version };
    return folders.length > 0 ? { kind: 'metadata', folders } : undefined;
  }
  if (group === '' || !file.startsWith(`${artifact}-`)) return undefined;
  const rest = file.slice(artifact.length + 1);
  const base = version.replace(/-SNAPSHOT$/, '');
  if (base !== version) {
    const [build] =
      /^-\d{8}\.\d{6}-\d+(?=[.-])/.exec(rest.startsWith(base) ? rest.slice(base.length) : '') ?? [];
    if (build !== undefined)
      return { kind: 'asset', group, artifact, version, build: base + build, asset: file };
  }
  return /^[.-]/.test(rest.slice(version.length)) && rest.startsWith(version)
    ? { kind: 'asset', group, artifact, version, asset: file }
    : undefined;
}
