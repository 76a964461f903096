/**
 * Where calls for a domain go: `aws`, or the origin of an approved endpoint or of the running sandbox
 * (`http://127.0.0.1:40123`). A token of one realm is never sent to another realm.
 */
export type Realm = 'aws' | (string & {});

/** A CodeArtifact domain. `owner` is the 12-digit account that owns it. */
export interface Domain {
  readonly realm: Realm;
  readonly region: string;
  readonly owner: string;
  readonly domain: string;
}

/** A repository within a domain. */
export interface Repository extends Domain {
  readonly repository: string;
}

/** The package formats that CodeArtifact supports. */
export const packageFormats = [
  'maven',
  'generic',
  'npm',
  'pypi',
  'nuget',
  'ruby',
  'swift',
  'cargo',
] as const;

/** A package format. */
export type Format = (typeof packageFormats)[number];

/** A package in a repository. For Maven, the namespace is the group id and the package the artifact id. */
export interface Package extends Repository {
  readonly format: Format;
  readonly namespace?: string;
  readonly package: string;
}

/** One version of a package. */
export interface PackageVersion extends Package {
  readonly version: string;
}

/** The patterns that the service's API model defines, anchored at both ends. */
export const patterns = {
  account: /^[0-9]{12}$/,
  domain: /^[a-z][a-z0-9-]{0,48}[a-z0-9]$/,
  repository: /^[A-Za-z0-9][A-Za-z0-9._-]{1,99}$/,
  /** Namespaces, packages and versions share one pattern. */
  name: /^[^#/\s]{1,255}$/,
  asset: /^\P{C}{1,255}$/u,
  revision: /^\S{1,50}$/,
  sha256: /^[0-9a-f]{64}$/,
  externalConnection: /^[A-Za-z0-9][A-Za-z0-9._\-:]{1,99}$/,
  region: /^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$/,
} as const;

/** A readable key that is equal for equal domains. */
export function domainKey({ realm, region, owner, domain }: Domain): string {
  return [realm, region, owner, domain].join('/');
}

/** Picks the domain from more specific coordinates. */
export function domainOf({ realm, region, owner, domain }: Domain): Domain {
  return { realm, region, owner, domain };
}

/** Picks the repository from more specific coordinates. */
export function repositoryOf(coordinates: Repository): Repository {
  return { ...domainOf(coordinates), repository: coordinates.repository };
}

/** Picks the package from the coordinates of a version. */
export function packageOf(coordinates: Package): Package {
  const { format, namespace, package: name } = coordinates;
  return {
    ...repositoryOf(coordinates),
    format,
    ...(namespace !== undefined && { namespace }),
    package: name,
  };
}

/** The status of a package version. */
export type VersionStatus =
  'Published' | 'Unfinished' | 'Unlisted' | 'Archived' | 'Disposed' | 'Deleted';
