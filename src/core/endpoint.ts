import { patterns, type Format, packageFormats, type Realm, type Repository } from './coordinates';
import { suffixPattern } from './partition';

/** An endpoint outside AWS's public hosts that the user approved, or the endpoint of the running sandbox. */
export interface ApprovedEndpoint {
  /** Scheme, host and port: `http://127.0.0.1:40123`. */
  readonly origin: string;
  readonly region: string;
}

/** The repository and package format that a repository URL names. */
export interface RepositoryEndpoint extends Repository {
  readonly format: Format;
}

// Anchored lists of AWS's own hosts. The forms are those of the user guide: IPv4, dual-stack
// (without `.d.`) and interface VPC endpoints; FIPS as for the API; the suffix of each partition.
const suffix = suffixPattern('dnsSuffix');
const dualStackSuffix = suffixPattern('dualStackDnsSuffix');
const label = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';

/**
 * The hosts of AWS's repository endpoints, as sources of regular expressions that JavaScript and Java
 * read alike. The groups are `DOMAIN-OWNER` and the region, or the region alone for `vpc`, whose
 * URLs name the domain in their path.
 */
export const repositoryHostPatterns = {
  standard: String.raw`^(${label})\.d\.codeartifact(?:-fips)?\.(${label})\.${suffix}$`,
  dualStack: String.raw`^(${label})\.codeartifact(?:-fips)?\.(${label})\.on\.aws$`,
  vpc: String.raw`^vpce-[a-z0-9-]+\.d\.codeartifact\.(${label})\.vpce\.${suffix}$`,
} as const;
const standardHost = new RegExp(repositoryHostPatterns.standard);
const dualStackHost = new RegExp(repositoryHostPatterns.dualStack);
const vpcHost = new RegExp(repositoryHostPatterns.vpc);
const apiHosts = [
  new RegExp(String.raw`^codeartifact(?:-fips)?\.(${label})\.${suffix}$`),
  new RegExp(String.raw`^codeartifact(?:-fips)?\.(${label})\.${dualStackSuffix}$`),
  new RegExp(String.raw`^vpce-[a-z0-9-]+\.api\.codeartifact\.(${label})\.vpce\.${suffix}$`),
];

/**
 * Parses a CodeArtifact repository URL (user guide, "Repository endpoints" and "VPC endpoints").
 * Accepts https URLs of AWS's own hosts and URLs of `approved` origins, which have the VPC form
 * `ORIGIN/FORMAT/d/DOMAIN-OWNER/REPOSITORY/`. Returns undefined for all other URLs.
 */
export function parseRepositoryUrl(
  text: string,
  approved: readonly ApprovedEndpoint[] = [],
): RepositoryEndpoint | undefined {
  const url = parseUrl(text);
  if (!url || url.username !== '' || url.password !== '') return undefined;
  const path = url.pathname.split('/').filter(part => part !== '');

  const approvedEndpoint = approved.find(({ origin }) => origin === url.origin);
  if (approvedEndpoint) return parseVpcPath(approvedEndpoint.origin, approvedEndpoint.region, path);
  if (url.protocol !== 'https:' || url.port !== '') return undefined;

  const vpc = vpcHost.exec(url.hostname);
  if (vpc?.[1]) return parseVpcPath('aws', vpc[1], path);
  const [, domainAndOwner, region] =
    standardHost.exec(url.hostname) ?? dualStackHost.exec(url.hostname) ?? [];
  const [format, repository] = path;
  return createRepositoryEndpoint('aws', region, domainAndOwner, format, repository);
}

/** The region that a host of the CodeArtifact API serves, or undefined for other hosts. */
export function apiHostRegion(hostname: string): string | undefined {
  for (const host of apiHosts) {
    const region = host.exec(hostname)?.[1];
    if (region !== undefined) return region;
  }
  return undefined;
}

function parseVpcPath(realm: Realm, region: string, path: readonly string[]) {
  const [format, marker, domainAndOwner, repository] = path;
  return marker === 'd'
    ? createRepositoryEndpoint(realm, region, domainAndOwner, format, repository)
    : undefined;
}

function createRepositoryEndpoint(
  realm: Realm,
  region: string | undefined,
  domainAndOwner: string | undefined,
  format: string | undefined,
  repository: string | undefined,
): RepositoryEndpoint | undefined {
  // A domain name can contain hyphens, so the owner follows the last one.
  const [, domain, owner] = /^(.+)-([0-9]{12})$/.exec(domainAndOwner ?? '') ?? [];
  const knownFormat = packageFormats.find(name => name === format);
  if (!region || !domain || !owner || !knownFormat || !repository) return undefined;
  if (!patterns.domain.test(domain) || !patterns.repository.test(repository)) return undefined;
  return { realm, region, owner, domain, format: knownFormat, repository };
}

function parseUrl(text: string): URL | undefined {
  const trimmed = text.trim();
  return URL.canParse(trimmed) ? new URL(trimmed) : undefined;
}
