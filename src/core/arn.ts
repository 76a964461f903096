import type { Domain, Package, Repository } from './coordinates';
import { partitionOf } from './partition';

/** The ARN of a domain: `arn:aws:codeartifact:REGION:OWNER:domain/DOMAIN`. */
export function domainArn({ region, owner, domain }: Domain): string {
  return `${arnPrefix(region, owner)}:domain/${domain}`;
}

/** The ARN of a repository: `arn:aws:codeartifact:REGION:OWNER:repository/DOMAIN/REPOSITORY`. */
export function repositoryArn({ region, owner, domain, repository }: Repository): string {
  return `${arnPrefix(region, owner)}:repository/${domain}/${repository}`;
}

/**
 * The ARN of a package: `arn:aws:codeartifact:REGION:OWNER:package/DOMAIN/REPOSITORY/FORMAT/NAMESPACE/PACKAGE`.
 * A package without a namespace has an empty segment there (`//`).
 */
export function packageArn(of: Package): string {
  const path = [of.domain, of.repository, of.format, of.namespace ?? '', of.package].join('/');
  return `${arnPrefix(of.region, of.owner)}:package/${path}`;
}

/** The ARN of the most specific resource that the coordinates name: package, repository or domain. */
export function arnOf(coordinates: Domain | Repository | Package): string {
  if ('package' in coordinates) return packageArn(coordinates);
  return 'repository' in coordinates ? repositoryArn(coordinates) : domainArn(coordinates);
}

function arnPrefix(region: string, owner: string): string {
  return `arn:${partitionOf(region).name}:codeartifact:${region}:${owner}`;
}
