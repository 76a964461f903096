import { patterns, type Domain } from './coordinates';
import { parseRepositoryUrl } from './endpoint';

/**
 * Parses a domain that the user entered as a name, as the ARN of the domain or of a repository in it,
 * or as a repository URL. ARNs and URLs also give the owner and region. Undefined for other text.
 */
export function parseDomainText(
  text: string,
): (Pick<Domain, 'domain'> & Partial<Pick<Domain, 'owner' | 'region'>>) | undefined {
  const trimmed = text.trim();
  if (patterns.domain.test(trimmed)) return { domain: trimmed };
  const [, region, owner, domain] =
    /^arn:aws[a-z-]*:codeartifact:([a-z0-9-]+):([0-9]{12}):(?:domain|repository)\/([^/]+)/.exec(
      trimmed,
    ) ?? [];
  if (region && owner && domain && patterns.domain.test(domain)) return { region, owner, domain };
  const url = parseRepositoryUrl(trimmed);
  return url && { region: url.region, owner: url.owner, domain: url.domain };
}
