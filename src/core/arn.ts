import type { Domain, Package, Repository } from './coordinates';

/** The AWS partition of a region: `aws`, `aws-cn` or `aws-us-gov`. */
function partition(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return 'aws';
}

/** `arn:aws:codeartifact:REGION:OWNER:domain/DOMAIN` (service authorization reference). */
export function domainArn({ region, owner, domain }: Domain): string {
  return `${arnPrefix(region, owner)}:domain/${domain}`;
}

/** `arn:aws:codeartifact:REGION:OWNER:repository/DOMAIN/REPOSITORY`. */
export function repositoryArn({ region, owner, domain, repository }: Repository): string {
  return `${arnPrefix(region, owner)}:repository/${domain}/${repository}`;
}

/** `arn:aws:codeartifact:REGION:OWNER:package/DOMAIN/REPOSITORY/FORMAT/NAMESPACE/PACKAGE`; an empty namespace leaves `//`. */
export function packageArn(it: Package): string {
  const path = [it.domain, it.repository, it.format, it.namespace ?? '', it.package].join('/');
  return `${arnPrefix(it.region, it.owner)}:package/${path}`;
}

/** The ARN of a domain, repository or package, whichever `it` names most closely. */
export function arnOf(it: Domain | Repository | Package): string {
  if ('package' in it) return packageArn(it);
  return 'repository' in it ? repositoryArn(it) : domainArn(it);
}

function arnPrefix(region: string, owner: string): string {
  return `arn:${partition(region)}:codeartifact:${region}:${owner}`;
}
