import { parseArn } from '../parseArn';

/** The resources that a policy covers. */
export interface PolicyTarget {
  readonly partition: string;
  readonly region: string;
  readonly owner: string;
  readonly domain: string;
  /** Names of repositories; empty for all repositories of the domain. */
  readonly repositories: readonly string[];
}

/** The domain and, if there is one, the repository in a CodeArtifact ARN. Undefined for other ARNs. */
export function parsePolicyTarget(arn: string): PolicyTarget | undefined {
  const { partition, service, region, account, resource } = parseArn(arn) ?? {};
  const [kind, domain, repository] = resource?.split('/') ?? [];
  if (!partition || service !== 'codeartifact' || !region || !account || !domain) return undefined;
  const inRepository = kind === 'repository' || kind === 'package';
  return {
    partition,
    region,
    owner: account,
    domain,
    repositories: inRepository && repository ? [repository] : [],
  };
}

/** The ARNs of the target's domain, repositories and packages. */
export function policyTargetArns({ partition, region, owner, domain, repositories }: PolicyTarget) {
  const prefix = `arn:${partition}:codeartifact:${region}:${owner}`;
  const names = repositories.length === 0 ? ['*'] : repositories;
  return {
    domain: [`${prefix}:domain/${domain}`],
    repository: names.map(name => `${prefix}:repository/${domain}/${name}`),
    // The namespace can be empty, so one wildcard covers format, namespace and name.
    package: names.map(name => `${prefix}:package/${domain}/${name}/*`),
    any: ['*'],
  };
}
