/** The algorithm of a checksum file. */
export type ChecksumAlgorithm = 'md5' | 'sha1' | 'sha256' | 'sha512';

/** The path of an asset, such as `org/x/y/1.0/y-1.0.jar`. */
export interface AssetPath {
  readonly kind: 'asset';
  readonly group: string;
  readonly artifact: string;
  /** The name of the version folder, such as `1.0` or `1.1-SNAPSHOT`. */
  readonly version: string;
  /** The snapshot build that a file belongs to, such as `1.1-20210728.194552-1`. */
  readonly build?: string;
  readonly asset: string;
}

/** The path of a `maven-metadata.xml`: of a snapshot, or of a package or group, whose paths look alike. */
export type MetadataPath =
  | {
      readonly kind: 'snapshot';
      readonly group: string;
      readonly artifact: string;
      readonly version: string;
    }
  | { readonly kind: 'metadata'; readonly folders: readonly string[] };

/** The repository and file of a request; `checksum` is set for a checksum of the file. */
export interface MavenPath {
  readonly domain: string;
  readonly owner: string;
  readonly repository: string;
  /** The file in the repository; `undefined` when the path cannot be that of a file. */
  readonly target: AssetPath | MetadataPath | undefined;
  readonly checksum?: ChecksumAlgorithm;
}

const checksumExtension = /\.(md5|sha1|sha256|sha512)$/;

/**
 * Parses `/maven/d/DOMAIN-OWNER/REPOSITORY/…`. Returns `undefined` for any other path, and for one with
 * empty segments, `.`, `..`, encoded separators or control characters.
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
    // The URL of a repository ends in a slash, so the last segment may be empty.
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
