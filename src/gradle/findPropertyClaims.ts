import { type Domain, domainKey, domainOf } from '../core/coordinates';
import { parseRepositoryUrl, type ApprovedEndpoint } from '../core/endpoint';
import type { GradleScriptModel } from './parseGradleScript';

/** A property whose value a build script gives to repositories of a CodeArtifact domain. */
export interface PropertyClaim {
  readonly property: string;
  readonly domain: Domain;
  /** The script, and the line that asks for the property. */
  readonly file: string;
  readonly line: number;
}

/** A property that scripts give to repositories of several domains. It is never set by itself. */
export interface PropertyConflict {
  readonly property: string;
  readonly claims: readonly PropertyClaim[];
}

/** What to look through. */
export interface PropertyClaimSearchInput {
  readonly scripts: readonly { readonly file: string; readonly view: GradleScriptModel }[];
  /** The properties that can be meant: what else a script asks for is none of ours. */
  readonly properties: readonly string[];
  /** Endpoints outside of AWS that count as CodeArtifact. */
  readonly approved: readonly ApprovedEndpoint[];
}

/**
 * Finds which property holds the token of which domain, by scripts that ask for the property and
 * name Maven repositories of that domain. A script that names two domains claims both.
 */
export function findPropertyClaims({ scripts, properties, approved }: PropertyClaimSearchInput): {
  readonly claims: readonly PropertyClaim[];
  readonly conflicts: readonly PropertyConflict[];
} {
  const claimsByProperty = new Map<string, Map<string, PropertyClaim>>();
  for (const { file, view } of scripts) {
    const domains = view.urls
      .map(({ url }) => parseRepositoryUrl(url, approved))
      .filter(it => it?.format === 'maven')
      .flatMap(it => (it ? [domainOf(it)] : []));
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
