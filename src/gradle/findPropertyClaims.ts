import { type Domain, domainKey, domainOf } from '../core/coordinates';
import { parseRepositoryUrl, type ApprovedEndpoint } from '../core/endpoint';
import type { GradleScriptModel } from './parseGradleScript';

/** A property that a build script uses as the token of a CodeArtifact domain. */
export interface PropertyClaim {
  readonly property: string;
  readonly domain: Domain;
  /** The script, and the line (from 1) that reads the property. */
  readonly file: string;
  readonly line: number;
}

/** A property that scripts use for repositories of several domains. It is never set automatically. */
export interface PropertyConflict {
  readonly property: string;
  readonly claims: readonly PropertyClaim[];
}

/** The scripts to search, and what to search for. */
export interface PropertyClaimSearchInput {
  readonly scripts: readonly { readonly file: string; readonly view: GradleScriptModel }[];
  /** The properties that can hold a token. Other properties that a script reads are ignored. */
  readonly properties: readonly string[];
  /** Endpoints outside AWS that count as CodeArtifact. */
  readonly approved: readonly ApprovedEndpoint[];
}

/**
 * Finds which property holds the token of which domain: a script that reads the property and names
 * Maven repositories of a domain claims the property for that domain. A script that names several
 * domains claims the property for each of them, which is a conflict.
 */
export function findPropertyClaims({ scripts, properties, approved }: PropertyClaimSearchInput): {
  readonly claims: readonly PropertyClaim[];
  readonly conflicts: readonly PropertyConflict[];
} {
  const claimsByProperty = new Map<string, Map<string, PropertyClaim>>();
  for (const { file, view } of scripts) {
    const domains = view.urls
      .map(({ url }) => parseRepositoryUrl(url, approved))
      .filter(endpoint => endpoint?.format === 'maven')
      .flatMap(endpoint => (endpoint ? [domainOf(endpoint)] : []));
    for (const { name: property, line } of view.properties) {
      if (!properties.includes(property)) continue;
      const claimsByDomain = claimsByProperty.get(property) ?? new Map<string, PropertyClaim>();
      claimsByProperty.set(property, claimsByDomain);
      for (const domain of domains)
        if (!claimsByDomain.has(domainKey(domain)))
          claimsByDomain.set(domainKey(domain), { property, domain, file, line });
    }
  }
  const groups = [...claimsByProperty].map(([property, claims]) => ({
    property,
    claims: [...claims.values()],
  }));
  return {
    claims: groups.flatMap(({ claims }) => (claims.length === 1 ? claims : [])),
    conflicts: groups.filter(({ claims }) => claims.length > 1),
  };
}
