import { patterns, type Domain } from './coordinates';
import { parseRepositoryUrl } from './endpoint';

/**
 * The domain that somebody means by `text`: its name, its ARN or that of a repository in it, or the
 * URL of a repository; the latter two name the owner as well. Undefined for anything else.
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
