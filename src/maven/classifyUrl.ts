import { domainOf, type Domain } from '../core/coordinates';
import {
  parseRepositoryUrl,
  type ApprovedEndpoint,
  type RepositoryEndpoint,
} from '../core/endpoint';
import { hasExpression } from './expressions/interpolate';

/**
 * What is known of a repository URL:
 * `repository`: it is a Maven repository of CodeArtifact · `domain`: it belongs to a domain of
 * CodeArtifact, but the repository is an expression whose value is not known · `unknown`: expressions
 * leave open where it points · `elsewhere`: it does not point to a Maven repository of CodeArtifact.
 */
export type UrlKind =
  | { readonly kind: 'repository'; readonly domain: Domain; readonly endpoint: RepositoryEndpoint }
  | { readonly kind: 'domain'; readonly domain: Domain }
  | { readonly kind: 'unknown' | 'elsewhere' };

/** Classifies a URL of Maven's files after interpolation. `approved` are endpoints outside of AWS. */
export function classifyUrl(url: string, approved: readonly ApprovedEndpoint[]): UrlKind {
  const plain = withoutCredentials(url.trim());
  if (!hasExpression(plain)) {
    const endpoint = parseRepositoryUrl(plain, approved);
    return endpoint?.format === 'maven'
      ? { kind: 'repository', domain: domainOf(endpoint), endpoint }
      : { kind: 'elsewhere' };
  }
  const origin = /^https?:\/\/[^/?#${}\\\s@]+(?=[/?#])/i.exec(plain)?.[0];
  if (origin === undefined) return { kind: 'unknown' };
  // An expression in the path cannot change the host; any of its parts may be the format.
  const endpoint = parseRepositoryUrl(plain.replace(/\$\{[^}]*\}/g, 'maven'), approved);
  if (endpoint?.format === 'maven' && !isOwnerOpen(plain))
    return { kind: 'domain', domain: domainOf(endpoint) };
  const isOurs = /\.codeartifact[.-]/i.test(origin) || approved.some(it => it.origin === origin);
  return { kind: isOurs ? 'unknown' : 'elsewhere' };
}

/** Whether the part of a VPC path that names the domain contains an expression. */
function isOwnerOpen(url: string): boolean {
  return /\/d\/[^/]*\$\{[^/]*\}/.test(url);
}

/** Maven accepts a user name and password in the URL; they do not change where it points. */
function withoutCredentials(url: string): string {
  return url.replace(/^(https?:\/\/)(?:[^\s/\\?#@]|\$\{[^}]*\})*@/i, '$1');
}
