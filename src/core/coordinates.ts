/**
 * Where a domain's calls go: `aws` for the service itself, else the origin of an endpoint that the
 * user approved or of the running sandbox (`http://127.0.0.1:40123`). A token of one realm is never
 * sent to another.
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

/** The package formats that CodeArtifact knows. */
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

/** A package in a repository; Maven's group id is the namespace, its artifact id the package. */
export interface Package extends Repository {
  readonly format: Format;
  readonly namespace?: string;
  readonly package: string;
}

/** One version of a package. */
export interface PackageVersion extends Package {
  readonly version: string;
}

/** Patterns of the service's API model, anchored. */
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
  region: /^[a-z]{2}(-[a-z]+)+-[0-9]$/,
} as const;

/** A key that is equal for equal domains, and readable in logs. */
export function domainKey({ realm, region, owner, domain }: Domain): string {
  return [realm, region, owner, domain].join('/');
}

/** The domain that a repository, package or version lies in, without anything else. */
export function domainOf({ realm, region, owner, domain }: Domain): Domain {
  return { realm, region, owner, domain };
}

/** The repository that a package or version lies in, without anything else. */
export function repositoryOf(it: Repository): Repository {
  return { ...domainOf(it), repository: it.repository };
}

/** The package that a version belongs to, without anything else. */
export function packageOf(it: Package): Package {
  return {
    ...repositoryOf(it),
    format: it.format,
    ...(it.namespace === undefined ? {} : { namespace: it.namespace }),
    package: it.package,
  };
}
