import { parseArn } from '../parseArn';

/** What a policy is to be about. */
export interface PolicyTarget {
  readonly partition: string;
  readonly region: string;
  readonly owner: string;
  readonly domain: string;
  /** Names; empty means every repository of the domain. */
  readonly repositories: readonly string[];
}

/** The domain, and where named the repository, that an ARN of CodeArtifact lies in. */
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

/** ARNs of the target's domain, repositories and packages. */
export function policyTargetArns({ partition, region, owner, domain, repositories }: PolicyTarget) {
  const prefix = `arn:${partition}:codeartifact:${region}:${owner}`;
  const names = repositories.length === 0 ? ['*'] : repositories;
  return {
    domain: [`${prefix}:domain/${domain}`],
    repository: names.map(name => `${prefix}:repository/${domain}/${name}`),
    // The namespace may be empty: one star stands for format, namespace and name.
    package: names.map(name => `${prefix}:package/${domain}/${name}/*`),
    any: ['*'],
  };
}
